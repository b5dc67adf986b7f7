package io.saigon.testkit.internal.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An identity pool.
 *
 * @param clientsByProvider which app clients' tokens are taken, by user pool
 * @param identities identity id by provider and user
 */
record IdentityPool(
    String id,
    String name,
    Map<String, List<String>> clientsByProvider,
    Map<String, String> identities) {

  static IdentityPool of(String id, String name, Map<String, List<String>> clientsByProvider) {
    return new IdentityPool(id, name, Map.copyOf(clientsByProvider), new HashMap<>());
  }
}
