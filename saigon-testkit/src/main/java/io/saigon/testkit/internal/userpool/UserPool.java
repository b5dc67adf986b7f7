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

/** One pool with its users, groups and clients; guarded by the lock of the service. */
public final class UserPool {
  private final String id;
  private String name;
  private final String region;
  private PoolSettings settings;
  private final Instant created;
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

  String issuer() {
    return "https://" + provider();
  }

  /** Returns whether an e-mail address is the user name, with a UUID as internal name. */
  boolean emailIsUsername() {
    return settings.naming() == PoolSettings.Naming.EMAIL;
  }

  /** Returns whether an e-mail address is an alias of the user name. */
  boolean emailIsAlias() {
    return settings.naming() == PoolSettings.Naming.NAME_OR_EMAIL;
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

  /** Finds a user by name, by {@code sub}, or if the pool allows it by e-mail address. */
  Optional<PoolUser> find(String usernameOrAlias) {
    PoolUser exact = users.get(usernameOrAlias);
    if (exact != null) {
      return Optional.of(exact);
    }
    return users.values().stream()
        .filter(
            user ->
                user.sub().equals(usernameOrAlias)
                    || isNamed(user, usernameOrAlias)
                    || isKnownByEmail(user, usernameOrAlias))
        .findFirst();
  }

  private boolean isNamed(PoolUser user, String username) {
    return Boolean.FALSE.equals(options.caseSensitive())
        && user.username().equalsIgnoreCase(username);
  }

  private boolean isKnownByEmail(PoolUser user, String email) {
    if (Boolean.TRUE.equals(options.caseSensitive()) && !user.attribute("email").equals(email)) {
      return false;
    }
    return switch (settings.naming()) {
      case NAME -> false;
      case NAME_OR_EMAIL -> user.hasVerifiedEmail(email);
      case EMAIL -> user.attribute("email").equalsIgnoreCase(email);
    };
  }

  /** Fails if another user has a verified e-mail address as an alias. */
  void checkAlias(PoolUser user, Map<String, String> changes) {
    String email = changes.getOrDefault("email", user.attribute("email"));
    String verified = changes.getOrDefault("email_verified", user.attribute("email_verified"));
    if (emailIsAlias()
        && verified.equals("true")
        && users.values().stream().anyMatch(u -> u != user && u.hasVerifiedEmail(email))) {
      throw new AwsError("AliasExistsException", "An account with the given email already exists.");
    }
  }

  PoolUser user(String usernameOrAlias) {
    return find(usernameOrAlias)
        .orElseThrow(() -> new AwsError("UserNotFoundException", "User does not exist."));
  }

  /** The roles of a user's groups, the one of the group that comes first before the others. */
  List<String> rolesOf(PoolUser user) {
    return user.groups().stream()
        .map(this::group)
        .filter(group -> group.roleArn() != null)
        .sorted(
            Comparator.comparing(
                Group::precedence, Comparator.nullsLast(Comparator.naturalOrder())))
        .map(group -> Objects.requireNonNull(group.roleArn()))
        .toList();
  }

  Group group(String groupName) {
    Group group = groups.get(groupName);
    if (group == null) {
      throw new AwsError("ResourceNotFoundException", "Group not found.");
    }
    return group;
  }
}
