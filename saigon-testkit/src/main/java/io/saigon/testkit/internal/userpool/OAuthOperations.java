package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.oauth.Domains;
import io.saigon.testkit.internal.wire.Operations;

/** Domains and resource servers of pools. */
final class OAuthOperations {
  private final UserPools pools;
  private final Domains domains;

  OAuthOperations(UserPools pools, Domains domains) {
    this.pools = pools;
    this.domains = domains;
  }

  void register(Operations operations) {
    operations
        .signed("CreateUserPoolDomain", p -> domains.create(p, pools.pool(p).id()))
        .signed("DescribeUserPoolDomain", domains::describe)
        .signed("UpdateUserPoolDomain", p -> domains.update(p, pools.pool(p).id()))
        .signed("DeleteUserPoolDomain", p -> domains.delete(p, pools.pool(p).id()))
        .signed("CreateResourceServer", p -> pools.pool(p).resourceServers().create(p))
        .signed("DescribeResourceServer", p -> pools.pool(p).resourceServers().describe(p))
        .signed("UpdateResourceServer", p -> pools.pool(p).resourceServers().update(p))
        .signed("DeleteResourceServer", p -> pools.pool(p).resourceServers().delete(p))
        .signed("ListResourceServers", p -> pools.pool(p).resourceServers().list(p));
  }
}
