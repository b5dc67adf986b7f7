package io.saigon.api.vault;

import io.saigon.api.context.CallerContext;

/** Objects that the secrets of one vault share. */
record VaultParts(
    String vault,
    CallerContext context,
    CacheTime time,
    Lifetimes lifetimes,
    SecretDecoder decoder,
    FetchBatcher batcher,
    Leases leases,
    ChangeBus changeBus,
    Outages outages,
    VaultMonitor monitor,
    SecretCache cache) {}
