package io.saigon.examples.lifecycle;

import com.fasterxml.jackson.core.type.TypeReference;
import io.saigon.api.Saigon;
import io.saigon.api.cognito.Challenge;
import io.saigon.api.cognito.ChallengeAnswer;
import io.saigon.api.cognito.ChallengeResponder;
import io.saigon.api.cognito.CodeMedium;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoGroups;
import io.saigon.api.cognito.CognitoIdentities;
import io.saigon.api.cognito.CognitoIdp;
import io.saigon.api.cognito.CognitoSelfService;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoSessions;
import io.saigon.api.cognito.CognitoStoredSessions;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.CognitoUserAccess;
import io.saigon.api.cognito.CognitoUserDevices;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.cognito.IdentityPoolConfig;
import io.saigon.api.cognito.IdentityRequest;
import io.saigon.api.cognito.IdentitySession;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.cognito.MfaPreference;
import io.saigon.api.cognito.SignUpRequest;
import io.saigon.api.cognito.UserFilter;
import io.saigon.api.cognito.UserGroup;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.oauth.AccessToken;
import io.saigon.api.oauth.AccessTokenProvider;
import io.saigon.api.oauth.AuthorizationRequest;
import io.saigon.api.oauth.ClientCredentialsConfig;
import io.saigon.api.oauth.JwtVerifier;
import io.saigon.api.oauth.JwtVerifierConfig;
import io.saigon.api.oauth.ManagedLogin;
import io.saigon.api.oauth.ManagedLoginConfig;
import io.saigon.api.oauth.UserPoolDomain;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.saigon.api.storage.ArchiveEntry;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.Downloaded;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.ObjectStream;
import io.saigon.api.storage.PresignedRequest;
import io.saigon.api.storage.RemoteArchive;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.Unzipped;
import io.saigon.api.storage.UploadOptions;
import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.SecretWriter;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAsyncHttpClient;
import io.saigon.aws.VertxAws;
import io.saigon.rest.vertx.AwsSigV4RestClient;
import io.saigon.rest.vertx.PresignedClient;
import io.saigon.rest.vertx.RestCall;
import io.saigon.rest.vertx.RestClient;
import io.saigon.rest.vertx.RestPages;
import io.saigon.rest.vertx.RetryPolicy;
import io.saigon.rest.vertx.SigV4RequestAuthorizer;
import io.saigon.rest.vertx.WaitPolicy;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.webclient.SigningOptions;
import io.saigon.rest.vertx.webclient.SigningWebClient;
import io.saigon.vault.AwsSecretWriter;
import io.saigon.vault.AwsSsmVault;
import io.saigon.vault.pg.PgPools;
import io.saigon.vault.pg.ReadWritePools;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;

/**
 * An application that has one of everything, made while all services work. Its length is the number
 * of public types, each of which it makes once.
 */
final class Application {
  static final S3ObjectDescriptor ARCHIVE = S3ObjectDescriptor.of("lifecycle", "archive.zip");
  static final String TARGET = "downloaded";

  /** Long enough for what works on a busy machine. */
  private static final Duration TIMEOUT = Duration.ofSeconds(8);

  private final Saigon saigon;
  private final VertxAws aws;
  private final HttpClient http;
  private final Path directory;
  private final Map<Class<?>, Object> receivers = new HashMap<>();
  private final Map<Class<?>, Object> arguments = new HashMap<>();
  private final Map<String, Supplier<Future<?>>> callsOfVertx = new TreeMap<>();

  private Map<String, String> mapping;
  private Buffer saved;
  private PresignedRequest put;

  private Application(
      Vertx vertx, SaigonOptions options, VertxAsyncHttpClient engine, Path directory) {
    this.directory = directory;
    saigon = Saigon.create(vertx, options);
    // The engine of all its services, with time-outs that a test can wait for.
    aws = saigon.context().shared(VertxAws.class, () -> VertxAws.create(vertx, options, engine));
    saigon.context().onClose(aws::close);
    http = vertx.createHttpClient(trusting(options));
    saigon.context().onClose(http::close);
  }

  /** Makes an engine that closes with its Saigon, unless on the context of a verticle. */
  static VertxAsyncHttpClient engine(Vertx vertx, SaigonOptions options) {
    return VertxAsyncHttpClient.builder(vertx)
        .trust(options.effectiveTrust())
        .option(SdkHttpConfigurationOption.READ_TIMEOUT, TIMEOUT)
        .option(SdkHttpConfigurationOption.TLS_NEGOTIATION_TIMEOUT, TIMEOUT)
        .option(SdkHttpConfigurationOption.CONNECTION_ACQUIRE_TIMEOUT, TIMEOUT)
        .option(SdkHttpConfigurationOption.MAX_CONNECTIONS, 500)
        .build();
  }

  /**
   * Makes everything on the current context.
   *
   * @param engine made by {@link #engine} on no context, as a Saigon's own is
   * @param api base URL of a gateway that Cognito users may call
   * @param directory where files are written
   * @param file a file that exists
   */
  static Future<Application> start(
      Vertx vertx,
      SaigonOptions options,
      VertxAsyncHttpClient engine,
      CognitoClientConfig config,
      URI api,
      Path directory,
      Path file) {
    Application application = new Application(vertx, options, engine, directory);
    return application.fill(vertx, config, api, file).map(application);
  }

  private Future<Void> fill(Vertx vertx, CognitoClientConfig config, URI api, Path file) {
    ObjectStorage storage = saigon.storage();
    CognitoClient cognito = saigon.cognito(config);
    CognitoIdentities identities =
        saigon.cognitoIdentities(
            new IdentityPoolConfig(String.valueOf(config.identityPoolId()), config.region()));
    SecretVault vault = saigon.vault();
    AwsService<SsmAsyncClient> ssm = aws.service("ssm", SsmAsyncClient::builder);
    SigV4RequestAuthorizer users =
        SigV4RequestAuthorizer.create(cognito, SigV4Scope.executeApi(cognito.region()));
    AwsSigV4RestClient rest =
        AwsSigV4RestClient.create(http, api.toString(), users)
            .withTimeout(TIMEOUT)
            .withRetry(RetryPolicy.never());
    DbEnv env = DbEnv.prefixed("LIFECYCLE").withEnvironment(Map.of()).withCredentialsSecret("db");
    UnzipOptions unzip =
        UnzipOptions.defaults().withDownload(DownloadOptions.defaults().withDirectory(directory));
    receivers.putAll(
        Map.ofEntries(
            Map.entry(Saigon.class, saigon),
            Map.entry(VertxAws.class, aws),
            Map.entry(AwsService.class, ssm),
            Map.entry(ObjectStorage.class, storage),
            Map.entry(CognitoClient.class, cognito),
            Map.entry(CognitoIdp.class, cognito),
            Map.entry(CognitoUserAccess.class, cognito),
            Map.entry(CognitoUserDevices.class, cognito),
            Map.entry(CognitoGroups.class, cognito),
            Map.entry(CognitoSelfService.class, cognito),
            Map.entry(CognitoSessions.class, cognito.sessions(10)),
            Map.entry(CognitoStoredSessions.class, cognito.sessions(10, new EmptyStore())),
            Map.entry(CognitoIdentities.class, identities),
            Map.entry(IdentitySession.class, identities.session(IdentityRequest.guest())),
            Map.entry(
                CognitoVerifier.class,
                saigon.cognitoVerifier(
                    CognitoVerifierConfig.of(config.userPoolId(), config.clientId()))),
            Map.entry(JwtVerifier.class, saigon.jwtVerifier(tokensOf(cognito, config))),
            Map.entry(
                AccessTokenProvider.class,
                saigon.accessTokens(
                    ClientCredentialsConfig.of(domain(), config.clientId(), "secret"))),
            Map.entry(
                ManagedLogin.class,
                saigon.managedLogin(
                    ManagedLoginConfig.of(config.userPoolId(), domain(), config.clientId()))),
            Map.entry(SecretVault.class, vault),
            Map.entry(AwsSsmVault.class, AwsSsmVault.create(saigon)),
            Map.entry(SecretWriter.class, AwsSecretWriter.create(saigon)),
            Map.entry(DbEnv.class, env),
            Map.entry(RestClient.class, rest),
            Map.entry(AwsSigV4RestClient.class, rest),
            Map.entry(RestCall.class, rest.call(HttpMethod.GET, "/lifecycle")),
            Map.entry(
                RestPages.class, rest.call(HttpMethod.GET, "/lifecycle").pages(JsonObject.class)),
            Map.entry(SigV4RequestAuthorizer.class, users),
            Map.entry(RequestAuthorizer.class, users),
            Map.entry(
                ReadWritePools.class,
                PgPools.builder(vertx, database(api).withReaderEndpoint(api.getHost()), vault)
                    .buildReadWrite()),
            Map.entry(
                PresignedClient.class,
                PresignedClient.create(vertx, trusting(saigon.context().options()))
                    .withIdleTimeout(TIMEOUT))));
    Pool pool =
        PgPools.builder(vertx, database(api), vault)
            .with(new PoolOptions().setConnectionTimeout((int) TIMEOUT.toSeconds()))
            .withReconnectTimeout(TIMEOUT)
            .build();
    saigon.context().onClose(pool::close);
    callsOfVertx.put("PgPools: Pool.query(String)", () -> pool.query("SELECT 1").execute());
    arguments.putAll(
        Map.ofEntries(
            Map.entry(Vertx.class, vertx),
            Map.entry(Context.class, vertx.getOrCreateContext()),
            Map.entry(String.class, "/lifecycle"),
            Map.entry(int.class, 1),
            Map.entry(long.class, 1L),
            Map.entry(boolean.class, true),
            Map.entry(Object.class, Map.of()),
            Map.entry(Class.class, JsonObject.class),
            Map.entry(TypeReference.class, new TypeReference<Map<String, String>>() {}),
            Map.entry(Collection.class, List.of("/lifecycle")),
            Map.entry(JsonObject.class, new JsonObject().put("member", "content")),
            Map.entry(Map.class, Map.of("attribute", "/lifecycle")),
            Map.entry(Duration.class, TIMEOUT),
            Map.entry(Path.class, file),
            Map.entry(Buffer.class, Buffer.buffer("content")),
            Map.entry(UUID.class, UUID.randomUUID()),
            Map.entry(MultiMap.class, MultiMap.caseInsensitiveMultiMap()),
            Map.entry(SecretId.class, SecretId.of("/lifecycle")),
            Map.entry(SecretVault.class, vault),
            Map.entry(DbEnv.class, env),
            Map.entry(S3ObjectDescriptor.class, ARCHIVE),
            Map.entry(UploadOptions.class, UploadOptions.defaults()),
            Map.entry(DownloadOptions.class, unzip.download()),
            Map.entry(UnzipOptions.class, unzip),
            Map.entry(LoginRequest.class, LoginRequest.of("ann", "Password-1")),
            Map.entry(SignUpRequest.class, SignUpRequest.of("bob", "Password-1")),
            Map.entry(CreateUserRequest.class, CreateUserRequest.of("eve")),
            Map.entry(
                ChallengeAnswer.class,
                new Challenge.CodeRequired("ann", "session", CodeMedium.SMS, "").answer("1")),
            Map.entry(
                Challenge.MfaSetupRequired.class,
                new Challenge.MfaSetupRequired("ann", "session", Set.of(CodeMedium.TOTP))),
            Map.entry(Set.class, Set.of("nickname")),
            Map.entry(List.class, List.of(CreateUserRequest.of("adam"))),
            Map.entry(UserFilter.class, UserFilter.equalTo(UserFilter.Attribute.USERNAME, "ann")),
            Map.entry(UserGroup.class, UserGroup.of("lifecycle")),
            Map.entry(MfaPreference.class, MfaPreference.of(CodeMedium.SMS)),
            Map.entry(
                ChallengeResponder.class,
                (ChallengeResponder) asked -> Future.failedFuture("no answer")),
            Map.entry(AwsCredentials.class, AwsCredentials.of("AKID", "secret")),
            Map.entry(AccessToken.class, new AccessToken("refused", Set.of(), Instant.MAX)),
            Map.entry(
                AuthorizationRequest.class,
                new AuthorizationRequest(api, api, "state", "nonce", "verifier")),
            Map.entry(RestRequest.class, RestRequest.of(HttpMethod.GET, api.resolve("/lifecycle"))),
            Map.entry(PgConnectOptions.class, new PgConnectOptions()),
            Map.entry(WaitPolicy.class, WaitPolicy.upTo(TIMEOUT)),
            Map.entry(CompletionStage.class, CompletableFuture.completedFuture("done")),
            Map.entry(Handler.class, (Handler<Object>) ignored -> {}),
            Map.entry(Predicate.class, (Predicate<Object>) any -> true)));
    return storage
        .upload(ARCHIVE, file)
        .compose(stored -> cognito.openSession(LoginRequest.of("ann", "Password-1")))
        .compose(session -> loggedIn(session, api))
        .compose(tokens -> users.login((CognitoSession) receivers.get(CognitoSession.class)))
        .compose(login -> storage.download(ARCHIVE, unzip.download()))
        .onSuccess(kept -> receivers.put(Downloaded.class, kept))
        .compose(kept -> storage.unzip(ARCHIVE, unzip))
        .onSuccess(kept -> receivers.put(Unzipped.class, kept))
        .compose(kept -> storage.read(ARCHIVE))
        .onSuccess(kept -> receivers.put(ObjectStream.class, kept))
        .compose(kept -> storage.openArchive(ARCHIVE, unzip))
        .onSuccess(this::opened)
        .compose(kept -> storage.presignGet(ARCHIVE, Duration.ofHours(1)))
        .onSuccess(get -> arguments.put(PresignedRequest.class, get))
        .compose(get -> storage.presignPut(ARCHIVE, Duration.ofHours(1), UploadOptions.defaults()))
        .onSuccess(presigned -> put = presigned)
        .mapEmpty();
  }

  /** Returns the pool's id tokens as those of any issuer, with keys at the endpoint. */
  private JwtVerifierConfig tokensOf(CognitoClient cognito, CognitoClientConfig config) {
    return JwtVerifierConfig.of("https://" + cognito.cognitoUrl(), config.clientId())
        .withKeys(endpoint("/" + config.userPoolId() + "/.well-known/jwks.json"));
  }

  private UserPoolDomain domain() {
    return new UserPoolDomain(endpoint("/domain"));
  }

  private URI endpoint(String path) {
    return Objects.requireNonNull(saigon.context().options().endpoint()).resolve(path);
  }

  private static HttpClientOptions trusting(SaigonOptions options) {
    return new HttpClientOptions()
        .setTrustOptions(options.effectiveTrust())
        .setSslHandshakeTimeout(TIMEOUT.toSeconds());
  }

  /** Returns a database at the gateway's address, for calls that never reach a log-in. */
  private static DbEnv database(URI api) {
    return DbEnv.prefixed("LIFECYCLE")
        .withEnvironment(Map.of())
        .withEndpoint(api.getHost())
        .withPort(api.getPort())
        .withDatabase("lifecycle")
        .withUsername("ann")
        .withPassword("password");
  }

  private Future<CognitoTokens> loggedIn(CognitoSession session, URI api) {
    receivers.put(CognitoSession.class, session);
    receivers.put(CredentialsProvider.class, session);
    arguments.put(CognitoSession.class, session);
    saved = session.save();
    WebClient signing =
        SigningWebClient.wrap(
            http,
            new WebClientOptions(),
            session,
            SigV4Scope.executeApi(((CognitoClient) receivers.get(CognitoClient.class)).region()),
            SigningOptions.defaults());
    callsOfVertx.put(
        "SigningWebClient: HttpRequest.send()",
        () -> signing.getAbs(api.toString()).timeout(TIMEOUT.toMillis()).send());
    return session.tokens().onSuccess(tokens -> arguments.put(CognitoTokens.class, tokens));
  }

  private void opened(RemoteArchive archive) {
    receivers.put(RemoteArchive.class, archive);
    arguments.put(ArchiveEntry.class, archive.entries().get(0));
  }

  /** Returns calls that an application makes through types of Vert.x. */
  Map<String, Supplier<Future<?>>> callsOfVertx() {
    return callsOfVertx;
  }

  /** Makes a call on the current context; an exception that it throws is its failure. */
  Future<?> call(Method call) {
    try {
      Object[] values =
          Arrays.stream(call.getParameterTypes()).map(type -> argument(call, type)).toArray();
      Object receiver = receivers.get(call.getDeclaringClass());
      if (receiver == null && !Modifier.isStatic(call.getModifiers())) {
        throw new AssertionError("No " + call.getDeclaringClass() + ": add one to this class");
      }
      Object result = call.invoke(receiver, values);
      return ended(result instanceof Supplier<?> supplier ? supplier.get() : result);
    } catch (InvocationTargetException e) {
      return Future.failedFuture(e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private Object argument(Method call, Class<?> type) {
    String name = call.getName();
    if (type == Path.class && name.startsWith("download")) {
      return directory.resolve(TARGET);
    }
    if (type == Path.class && name.equals("sweep")) {
      return directory;
    }
    if (type == Collection.class && name.equals("deleteAll")) {
      return List.of(ARCHIVE);
    }
    if (type == PresignedRequest.class && name.equals("upload")) {
      return put;
    }
    if (type == Buffer.class && name.equals("restoreSession")) {
      return saved;
    }
    if (call.getDeclaringClass() == JwtVerifier.class && type == String.class) {
      return ((CognitoTokens) argument(call, CognitoTokens.class)).idToken();
    }
    if (type == String.class && name.equals("verify")) {
      return ((CognitoTokens) argument(call, CognitoTokens.class)).accessToken();
    }
    if (type == String.class && name.equals("logout")) {
      return "ann";
    }
    if (type == Class.class && name.equals("unwrap")) {
      return S3AsyncClient.class;
    }
    if (type == String.class && (name.equals("list") || name.equals("upload"))) {
      return ARCHIVE.bucket();
    }
    if (type == Supplier.class && name.startsWith("call")) {
      SsmAsyncClient client = aws.configure(SsmAsyncClient.builder()).build();
      return (Supplier<Object>) client::describeParameters;
    }
    if (type == Map.class && name.endsWith("Mapping") && mapping != null) {
      return mapping;
    }
    if (type == ReadStream.class) {
      return new EndedStream();
    }
    if (type == WriteStream.class) {
      return new Discarding();
    }
    if (type == Function.class) {
      return (Function<Object, Object>)
          of ->
              of instanceof SsmAsyncClient client
                  ? client.describeParameters()
                  : Future.succeededFuture();
    }
    if (type == Supplier.class) {
      return (Supplier<Object>) SsmAsyncClient::builder;
    }
    Object known = arguments.get(type);
    if (known == null) {
      throw new AssertionError("No argument of " + type + ": add one to this class");
    }
    return known;
  }

  /** Returns the end of a call's result, and of the stream that it opens. */
  private static Future<?> ended(Object result) {
    if (result instanceof Future<?> future) {
      return future.compose(Application::ended);
    }
    if (!(result instanceof ReadStream<?> stream)) {
      return Future.succeededFuture(result);
    }
    Promise<Void> end = Promise.promise();
    stream.exceptionHandler(end::tryFail).endHandler(done -> end.tryComplete()).handler(item -> {});
    return end.future();
  }

  /** Has later calls of a vault take this one, with keys that it knows. */
  void use(SecretVault vault, String key, String another) {
    receivers.put(SecretVault.class, vault);
    arguments.putAll(
        Map.of(
            SecretVault.class,
            vault,
            String.class,
            key,
            SecretId.class,
            SecretId.of(key),
            Collection.class,
            List.of(key, another)));
    mapping = Map.of(key, "attribute", another, "other");
  }

  /** Has later calls of parameters find none in a cache. */
  void forgetParameters() {
    receivers.put(AwsSsmVault.class, AwsSsmVault.create(saigon));
  }

  /** Returns the instance of a type that has calls, or null. */
  Object receiver(Class<?> type) {
    return receivers.get(type);
  }

  /** Returns the argument of a type that calls take, or null. */
  Object sample(Class<?> type) {
    return arguments.get(type);
  }

  CognitoSession session() {
    return (CognitoSession) receivers.get(CognitoSession.class);
  }

  Saigon saigon() {
    return saigon;
  }

  HttpClient http() {
    return http;
  }

  VertxAws aws() {
    return aws;
  }

  Future<Void> close() {
    return saigon.close();
  }

  /** Closes the HTTP clients under its services. */
  Future<Void> closeHttpClients() {
    aws.httpClient().close();
    return http.close();
  }
}
