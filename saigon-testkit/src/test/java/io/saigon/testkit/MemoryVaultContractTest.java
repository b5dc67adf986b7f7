package io.saigon.testkit;

/** A source as it should be passes. */
class MemoryVaultContractTest extends MemoryVault {
  MemoryVaultContractTest() {
    super(source -> source);
  }
}
