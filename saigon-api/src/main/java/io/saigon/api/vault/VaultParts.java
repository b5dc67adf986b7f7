package io.saigon.api.vault;

import io.vertx.core.internal.ContextInternal;

/** What the secrets of one vault share. */
record VaultParts(
    String vault,
    ContextInternal context,
    CacheTime time,
    Lifetimes lifetimes,
    SecretDecoder decoder,
    Fetches fetches,
    Changes changes,
    Outages outages,
    SecretCache cache) {}
