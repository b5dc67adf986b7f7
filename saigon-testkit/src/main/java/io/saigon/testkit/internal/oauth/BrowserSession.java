package io.saigon.testkit.internal.oauth;

import java.time.Instant;

/** A user who has logged in by a page of a domain, for single sign-on. */
record BrowserSession(String poolId, String sub, Instant at) {}
