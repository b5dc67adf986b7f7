package io.saigon.testkit.internal.userpool;

import com.nimbusds.jose.JWSAlgorithm;
import io.saigon.testkit.internal.device.DeviceTracking;
import io.saigon.testkit.internal.oauth.ResourceServers;
import io.saigon.testkit.internal.trigger.LambdaConfig;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One pool with its users, groups and clients; guarded by the lock of the service. */
public final class UserPool {
  private final String id;
  private String name;
  private final String region;
  private PoolSettings settings;
  private final Instant created;
  private Instant modified;
  private final SigningKey signingKey = new SigningKey(JWSAlgorithm.RS256);
  private final Map<String, PoolUser> users = new LinkedHashMap<>();
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final ResourceServers resourceServers;

  private final String deviceGroupKey = "-" + Ids.mixed(8);
  private DeviceTracking tracking = DeviceTracking.NONE;
  private MfaConfig mfa;
  private LambdaConfig lambdas = LambdaConfig.NONE;
  private PoolOptions options = PoolOptions.NONE;
  private final Map<String, String> tags = new LinkedHashMap<>();

  UserPool(
      String id,
      String name,
      String region,
      PoolSettings settings,
      MfaConfig mfa,
      Instant created) {
    this.id = id;
    this.name = name;
    this.region = region;
    this.settings = settings;
    this.mfa = mfa;
    this.created = created;
    modified = created;
    resourceServers = new ResourceServers(id);
  }

  public String id() {
    return id;
  }

  /**
   * Returns the provider name of identity pools and API Gateway: {@code
   * cognito-idp.REGION.amazonaws.com/POOL}.
   */
  public String provider() {
    return "cognito-idp." + region + ".amazonaws.com/" + id;
  }

  String region() {
    return region;
  }

  String name() {
    return name;
  }

  void rename(String name) {
    this.name = name;
  }

  Instant created() {
    return created;
  }

  Instant modified() {
    return modified;
  }

  void modified(Instant now) {
    modified = now;
  }

  String issuer() {
    return "https://" + provider();
  }

  PoolSettings settings() {
    return settings;
  }

  void settings(PoolSettings settings) {
    this.settings = settings;
  }

  PasswordPolicy passwords() {
    return settings.passwords();
  }

  MfaConfig mfa() {
    return mfa;
  }

  void mfa(MfaConfig mfa) {
    this.mfa = mfa;
  }

  DeviceTracking tracking() {
    return tracking;
  }

  void tracking(DeviceTracking tracking) {
    this.tracking = tracking;
  }

  /** Returns the name of the pool in proofs of devices. */
  String deviceGroupKey() {
    return deviceGroupKey;
  }

  PoolOptions options() {
    return options;
  }

  void options(PoolOptions options) {
    this.options = options;
  }

  Map<String, String> tags() {
    return tags;
  }

  LambdaConfig lambdas() {
    return lambdas;
  }

  void lambdas(LambdaConfig lambdas) {
    this.lambdas = lambdas;
  }

  SigningKey signingKey() {
    return signingKey;
  }

  Map<String, PoolUser> users() {
    return users;
  }

  Map<String, Group> groups() {
    return groups;
  }

  ResourceServers resourceServers() {
    return resourceServers;
  }

  /** Finds a user by name, by {@code sub}, or by an attribute that users of the pool sign in by. */
  Optional<PoolUser> find(String usernameOrAlias) {
    PoolUser exact = users.get(usernameOrAlias);
    if (exact != null) {
      return Optional.of(exact);
    }
    Optional<PoolUser> named =
        first(
            user -> user.sub().equals(usernameOrAlias) || isSame(user.username(), usernameOrAlias));
    return named.isPresent() || settings.signIn().all().isEmpty()
        ? named
        : first(user -> !aliases(user, usernameOrAlias).isEmpty());
  }

  private Optional<PoolUser> first(Predicate<PoolUser> condition) {
    return users.values().stream().filter(condition).findFirst();
  }

  /** Returns the attributes by which a user signs in with a text. */
  List<String> aliases(PoolUser user, String text) {
    return settings.signIn().all().stream()
        .filter(attribute -> isSame(user.attribute(attribute), text))
        .filter(attribute -> SignInAttributes.isActive(attribute, user, user.attributes()))
        .toList();
  }

  /** Returns whether two names or aliases are the same, by the pool's rule for their case. */
  boolean isSame(String one, String other) {
    return Boolean.FALSE.equals(options.caseSensitive())
        ? one.equalsIgnoreCase(other)
        : one.equals(other);
  }

  PoolUser user(String usernameOrAlias) {
    return find(usernameOrAlias)
        .orElseThrow(() -> new AwsError("UserNotFoundException", "User does not exist."));
  }

  /** The roles of a user's groups, the one of the group that comes first before the others. */
  List<String> rolesOf(PoolUser user) {
    return groupsWithRoles(user).map(group -> Objects.requireNonNull(group.roleArn())).toList();
  }

  /** Returns the role of a user's first group, or empty where several that are first differ. */
  Optional<String> preferredRoleOf(PoolUser user) {
    List<Group> groups = groupsWithRoles(user).toList();
    List<String> first =
        groups.stream()
            .filter(group -> Objects.equals(group.precedence(), groups.get(0).precedence()))
            .map(group -> Objects.requireNonNull(group.roleArn()))
            .distinct()
            .toList();
    return first.size() == 1 ? Optional.of(first.get(0)) : Optional.empty();
  }

  private Stream<Group> groupsWithRoles(PoolUser user) {
    return user.groups().stream()
        .map(this::group)
        .filter(group -> group.roleArn() != null)
        .sorted(
            Comparator.comparing(
                Group::precedence, Comparator.nullsLast(Comparator.naturalOrder())));
  }

  Group group(String groupName) {
    Group group = groups.get(groupName);
    if (group == null) {
      throw new AwsError("ResourceNotFoundException", "Group not found.");
    }
    return group;
  }
}
