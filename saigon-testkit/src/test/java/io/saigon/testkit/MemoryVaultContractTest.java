package io.saigon.testkit;

/** A source that meets the contract passes. */
class MemoryVaultContractTest extends MemoryVault {
  MemoryVaultContractTest() {
    super(source -> source);
  }
}
