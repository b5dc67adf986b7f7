package io.saigon.examples.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CognitoIdp;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.VaultKind;
import io.saigon.aws.AssumeRoleRequest;
import io.saigon.aws.VertxAsyncHttpClient;
import io.saigon.examples.lifecycle.PermissionsTable.Row;
import io.saigon.examples.observability.LogRecording;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.fault.Fault;
import io.saigon.vault.AwsSecretWriter;
import io.saigon.vault.AwsSsmWriter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/**
 * Makes every public asynchronous call against a local AWS that works, compares the IAM actions of
 * the requests that it got with {@code docs/permissions.md}, and looks for secrets in what was
 * logged meanwhile.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryCallIT {
  /** Calls whose requests their callers make, with any client. */
  private static final Set<String> OF_THE_CALLER =
      Set.of("AwsService.call", "AwsService.callUnsigned");

  /** Actions that no request names: AWS checks them besides that of the request. */
  private static final Set<String> BESIDES_REQUESTS =
      Set.of(
          "dsql:DbConnect",
          "dsql:DbConnectAdmin",
          "kms:Decrypt",
          "kms:GenerateDataKey",
          "rds-db:connect",
          "s3:DeleteObjectVersion",
          "s3:GetObjectVersion",
          "s3:ListBucket",
          "secretsmanager:GetSecretValue",
          "secretsmanager:ListSecrets",
          "sts:SetSourceIdentity",
          "sts:TagSession");

  private static final String KEY = "/lifecycle";
  private static final String ANOTHER = "/lifecycle/another";
  private static final String CONFIGURATION = "app/env/profile";
  private static final String PASSWORD = "Password-1";
  private static final String CANARY = "C4nary-5ecret-va1ue";

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final LogRecording log = new LogRecording();
  private final Map<String, Set<String>> seen = new TreeMap<>();
  private LocalAws aws;
  private Application application;
  private Path archive;
  private List<String> secrets;
  @TempDir static Path directory;

  @BeforeAll
  void start() throws Exception {
    aws = await(LocalAws.start(vertx));
    aws.userPool().createUser("ann", PASSWORD);
    aws.userPool().createGroup("staff");
    JsonObject secret = new JsonObject().put("canary", CANARY);
    log.start();
    await(
        aws.load(
            new JsonObject()
                .put("buckets", List.of(Application.ARCHIVE.bucket()))
                .put("secrets", all(secret, KEY, ANOTHER, "db"))
                .put("parameters", all(secret, KEY, ANOTHER))
                .put("configurations", all(secret, CONFIGURATION))));
    archive = archive();
    SaigonOptions options = aws.saigonOptions();
    VertxAsyncHttpClient engine = Application.engine(vertx, options);
    URI api = aws.gateway().url();
    application =
        on(
            () ->
                Application.start(
                    vertx,
                    options,
                    engine,
                    aws.userPool().clientConfig(),
                    api,
                    directory,
                    archive));
    CognitoSession session = application.session();
    CognitoTokens tokens = on(session::tokens);
    AwsCredentials keys = on(session::credentials);
    secrets =
        List.of(
            CANARY,
            PASSWORD,
            tokens.accessToken(),
            tokens.idToken(),
            tokens.refreshToken(),
            keys.secretAccessKey(),
            keys.sessionToken(),
            aws.secretAccessKey());
    makeAllCalls();
  }

  private static JsonObject all(JsonObject value, String... names) {
    JsonObject values = new JsonObject();
    Stream.of(names).forEach(name -> values.put(name, value.encode()));
    return values;
  }

  private Path archive() throws IOException {
    Path file = directory.resolve("archive.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("entry"));
      zip.write(new byte[100]);
    }
    return file;
  }

  @AfterAll
  void stop() throws Exception {
    log.stop();
    await(vertx.close());
  }

  @Test
  void eachCallMakesTheRequestsThatItsRowAllows() throws Exception {
    List<Row> rows = PermissionsTable.read();

    Map<String, Set<String>> wrong = new TreeMap<>(seen);
    wrong.entrySet().removeIf(call -> isOfARow(rows, call.getKey(), call.getValue()));
    assertThat(wrong)
        .as("actions of calls that docs/permissions.md lacks, or says wrong")
        .isEmpty();

    Set<String> unknown = new TreeSet<>();
    rows.forEach(row -> unknown.addAll(row.calls()));
    unknown.removeIf(call -> call.endsWith(".*") || seen.containsKey(call));
    assertThat(unknown).as("calls in docs/permissions.md that are not made here").isEmpty();

    assertConditions(rows);
  }

  private static boolean isOfARow(List<Row> rows, String call, Set<String> actions) {
    List<Row> fit = rows.stream().filter(row -> row.calls().contains(call)).toList();
    List<Row> some = fit.isEmpty() ? rows.stream().filter(row -> row.has(call)).toList() : fit;
    return some.size() == 1 && some.get(0).actions().equals(actions);
  }

  @Test
  void noCallLogsASecret() {
    log.assertNone(secrets);
  }

  private void makeAllCalls() throws Exception {
    List<Method> calls =
        AsyncCalls.all().stream()
            .filter(each -> !AsyncCalls.isEnding(each))
            // Their handles fetch in the background from then on.
            .sorted(Comparator.comparing(each -> each.getName().equals("ref")))
            .toList();
    application.use(application.saigon().vault(), KEY, ANOTHER);
    for (Method call : calls) {
      String name = name(call);
      if (!OF_THE_CALLER.contains(name) && call.getDeclaringClass() != SecretVault.class) {
        make(name, call);
      }
    }
    makeAllOf(VaultKind.AWS_SECRETS_MANAGER, KEY, ANOTHER, calls);
    makeAllOf(VaultKind.AWS_SSM, KEY, ANOTHER, calls);
    Set<String> configuration =
        actions(() -> vault(VaultKind.AWS_APP_CONFIG).secretString(CONFIGURATION));
    seen.put("VertxAws.assumeRole", actions(this::assumeRole));
    seen.put("AwsSsmWriter.put", actions(this::putParameter));
    seen.put("SecretVault.secret of aws-app-config", configuration);
  }

  private SecretVault vault(VaultKind kind) {
    return application.saigon().vault(kind);
  }

  private void makeAllOf(VaultKind kind, String key, String another, List<Method> calls)
      throws Exception {
    application.use(vault(kind), key, another);
    for (Method call : calls) {
      if (call.getDeclaringClass() == SecretVault.class) {
        make(name(call) + " of " + kind.providerName(), call);
      }
    }
  }

  private static String name(Method call) {
    return call.getDeclaringClass().getSimpleName() + "." + call.getName();
  }

  /** Overloads of a call share a name, and so a row. */
  private void make(String name, Method call) throws Exception {
    await(application.saigon().storage().upload(Application.ARCHIVE, archive));
    if (call.getDeclaringClass().isAssignableFrom(CognitoIdp.class)) {
      createUserAgain();
    }
    vault(VaultKind.AWS_SECRETS_MANAGER).invalidateAll();
    vault(VaultKind.AWS_SSM).invalidateAll();
    application.forgetParameters();
    Set<String> actions = actions(() -> application.call(call));
    seen.computeIfAbsent(name, any -> new TreeSet<>()).addAll(actions);
  }

  /** Calls of an administrator are of the user with the name of all keys. */
  private void createUserAgain() {
    try {
      aws.userPool().createUser(KEY, PASSWORD);
    } catch (IllegalArgumentException e) {
      // No call has deleted it.
    }
  }

  private Future<?> assumeRole() {
    String role = aws.sts().createRole("reader").arn();
    return application.aws().assumeRole(AssumeRoleRequest.of(role)).credentials();
  }

  private Future<?> putParameter() {
    return AwsSsmWriter.create(application.saigon()).put("/lifecycle/new", "text");
  }

  /** Makes calls in the conditions of the last column. */
  private void assertConditions(List<Row> rows) throws Exception {
    Map<String, Supplier<Future<?>>> conditions = new LinkedHashMap<>();
    conditions.put("CognitoIdp.createUser", this::createUserOfAGroup);
    conditions.put("ObjectStorage.upload", this::uploadWhosePartFails);
    conditions.put("SecretWriter.put", this::putNewSecret);
    conditions.put("SecretWriter.rotate", this::rotate);
    conditions.put("SecretVault.secrets of aws-secrets-manager", this::secretsOneByOne);
    Map<Row, Set<String>> others = new LinkedHashMap<>();
    rows.forEach(row -> others.put(row, new TreeSet<>()));
    for (Map.Entry<String, Supplier<Future<?>>> condition : conditions.entrySet()) {
      Row row =
          rows.stream().filter(each -> each.calls().contains(condition.getKey())).findFirst().get();
      Set<String> actions = actions(condition.getValue());
      actions.removeAll(row.actions());
      assertThat(actions).as(condition.getKey()).isNotEmpty();
      others.get(row).addAll(actions);
    }
    for (Row row : rows) {
      Set<String> remarked = new TreeSet<>(row.others());
      remarked.removeIf(
          action -> BESIDES_REQUESTS.contains(action) && !others.get(row).contains(action));
      assertThat(remarked).as("%s", row.calls()).isEqualTo(others.get(row));
    }
  }

  private Future<?> createUserOfAGroup() {
    return application
        .saigon()
        .cognitoIdp(CognitoIdpConfig.of(aws.userPool().id()))
        .createUser(CreateUserRequest.of("joe").withGroupName("staff"));
  }

  private Future<?> uploadWhosePartFails() {
    aws.faults().always("s3.UploadPart", Fault.error(400, "InvalidPart"));
    String file = directory.resolve("parts").toString();
    AsyncFile parts =
        vertx
            .fileSystem()
            .writeFileBlocking(file, Buffer.buffer(new byte[6 << 20]))
            .openBlocking(file, new OpenOptions());
    return application
        .saigon()
        .storage()
        .upload(S3ObjectDescriptor.of(Application.ARCHIVE.bucket(), "parts"), parts)
        .onComplete(failed -> aws.faults().clear());
  }

  private Future<?> putNewSecret() {
    return AwsSecretWriter.create(application.saigon()).put("new", "text");
  }

  /** Waits for the end of a rotation, and is refused to. */
  private Future<?> rotate() {
    String function = "arn:aws:lambda:eu-west-1:000000000000:function:rotation";
    aws.rotationFunction(function, (step, secret, token) -> {});
    aws.faults().always("secretsmanager.DescribeSecret", Fault.error(400, "AccessDeniedException"));
    return application
        .aws()
        .service("secretsmanager", SecretsManagerAsyncClient::builder)
        .call(
            client ->
                client.rotateSecret(
                    r ->
                        r.secretId("db")
                            .rotationLambdaARN(function)
                            .rotationRules(rules -> rules.automaticallyAfterDays(30L))
                            .rotateImmediately(false)))
        .compose(configured -> AwsSecretWriter.create(application.saigon()).rotate("db"))
        .onComplete(refused -> aws.faults().clear());
  }

  private Future<?> secretsOneByOne() {
    SecretVault vault = application.saigon().vault(VaultKind.AWS_SECRETS_MANAGER);
    vault.invalidateAll();
    aws.faults()
        .always("secretsmanager.BatchGetSecretValue", Fault.error(400, "AccessDeniedException"));
    return vault.secrets(JsonObject.class, List.of("db", KEY));
  }

  /** Returns the actions of the requests of a call, whether it succeeds or not. */
  private Set<String> actions(Supplier<Future<?>> call) throws Exception {
    Map<String, Integer> before = aws.requests();
    on(() -> call.get().otherwiseEmpty());
    return aws.requests().entrySet().stream()
        .filter(request -> !request.getValue().equals(before.get(request.getKey())))
        .flatMap(request -> IamActions.of(request.getKey()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private <T> T on(Supplier<Future<T>> call) throws Exception {
    Promise<T> ended = Promise.promise();
    context.runOnContext(run -> call.get().onComplete(ended));
    return await(ended.future());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(60, TimeUnit.SECONDS);
  }
}
