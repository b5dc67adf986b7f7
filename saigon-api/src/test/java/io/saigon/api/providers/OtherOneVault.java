package io.saigon.api.providers;

public class OtherOneVault extends OneVault {}
