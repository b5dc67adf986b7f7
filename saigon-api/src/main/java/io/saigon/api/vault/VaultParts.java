package io.saigon.api.vault;

import io.vertx.core.internal.ContextInternal;

/** Objects that the secrets of one vault share. */
record VaultParts(
    String vault,
    ContextInternal context,
    CacheTime time,
    Lifetimes lifetimes,
    SecretDecoder decoder,
    FetchBatcher batcher,
    ChangeBus changeBus,
    Outages outages,
    SecretCache cache) {}
