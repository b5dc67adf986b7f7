package io.saigon.kotlin

import io.saigon.api.cognito.CognitoClientConfig
import io.saigon.api.cognito.CognitoVerifierConfig
import io.saigon.api.cognito.CreateUserRequest
import io.saigon.api.cognito.LoginFlow
import io.saigon.api.cognito.TokenUse
import io.saigon.api.config.SaigonOptions
import io.saigon.api.storage.DownloadOptions
import io.saigon.api.storage.UnzipLimits
import io.saigon.api.storage.UploadOptions
import io.saigon.api.vault.PostgreSqlCredentials
import io.saigon.api.vault.SecretVault
import io.saigon.api.vault.SecretVaultOptions
import io.saigon.api.vault.SslMode
import io.saigon.api.vault.VaultKind
import io.saigon.rest.vertx.RetryPolicy
import io.saigon.rest.vertx.sigv4.PayloadSigning
import io.saigon.rest.vertx.sigv4.SigV4Scope
import io.vertx.core.Vertx
import io.vertx.core.json.JsonObject
import java.nio.file.Path
import java.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/** A builder without a block's settings makes the defaults, and with them what `with` makes. */
class BuildersTest {
    @Test
    fun optionsOfASaigon() {
        assertThat(saigonOptions {}).isEqualTo(SaigonOptions.defaults())
        val built = saigonOptions {
            region = "eu-west-1"
            endpoint("https://aws.example.com")
            endpoint("s3", "https://s3.example.com")
            vault(VaultKind.AWS_SSM)
            storage = "aws-s3"
            cognito = "aws"
            settings("aws-ssm", "ttlMs" to 60_000)
            settings("aws-ssm", "strict" to true)
        }
        assertThat(built)
            .isEqualTo(
                SaigonOptions.defaults()
                    .withRegion("eu-west-1")
                    .withEndpoint("https://aws.example.com")
                    .withEndpoint("s3", "https://s3.example.com")
                    .withVault(VaultKind.AWS_SSM)
                    .withStorage("aws-s3")
                    .withCognito("aws")
                    .withSettings("aws-ssm", JsonObject().put("ttlMs", 60_000).put("strict", true))
            )
        assertThrows<IllegalArgumentException> { saigonOptions { endpoint("s4x", "nowhere") } }
    }

    @Test
    fun configurationOfACognitoClient() {
        val plain = CognitoClientConfig.of(USER_POOL, "client", IDENTITY_POOL)

        assertThat(cognitoClientConfig(USER_POOL, "client", IDENTITY_POOL) {}).isEqualTo(plain)
        assertThat(
                cognitoClientConfig(USER_POOL, "client", IDENTITY_POOL) {
                    region = "eu-west-1"
                    clientSecret = "hush"
                    loginFlow = LoginFlow.PASSWORD
                }
            )
            .isEqualTo(
                plain
                    .withRegion("eu-west-1")
                    .withClientSecret("hush")
                    .withLoginFlow(LoginFlow.PASSWORD)
            )
    }

    @Test
    fun configurationOfAVerifier() {
        assertThat(cognitoVerifierConfig { pool(USER_POOL, "client") })
            .isEqualTo(CognitoVerifierConfig.of(USER_POOL, "client"))
        assertThat(
                cognitoVerifierConfig {
                    pool(USER_POOL, "client")
                    pool(USER_POOL, "other")
                    uses = setOf(TokenUse.ID)
                    anyGroup = setOf("readers")
                    clockSkew = 5.seconds
                }
            )
            .isEqualTo(
                CognitoVerifierConfig.of(USER_POOL, "client", "other")
                    .withUses(TokenUse.ID)
                    .withAnyGroup("readers")
                    .withClockSkew(Duration.ofSeconds(5))
            )
        assertThat(
                cognitoVerifierConfig {
                    pool(USER_POOL, "c")
                    anyScope = setOf("a/b")
                }
            )
            .isEqualTo(CognitoVerifierConfig.of(USER_POOL, "c").withAnyScope("a/b"))
        assertThrows<IllegalArgumentException> { cognitoVerifierConfig {} }
    }

    @Test
    fun requestToCreateAUser() {
        assertThat(createUserRequest("ann") {}).isEqualTo(CreateUserRequest.of("ann"))
        assertThat(
                createUserRequest("ann") {
                    notifyUser = false
                    selfVerify = true
                    groupName = "readers"
                    temporaryPassword = "Passw0rd!"
                    extraAttributes = mapOf("email" to "ann@example.com")
                }
            )
            .isEqualTo(
                CreateUserRequest.of("ann")
                    .withNotifyUser(false)
                    .withSelfVerify(true)
                    .withGroupName("readers")
                    .withTemporaryPassword("Passw0rd!")
                    .withExtraAttributes(mapOf("email" to "ann@example.com"))
            )
    }

    @Test
    fun optionsOfTheStorage() {
        assertThat(downloadOptions {}).isEqualTo(DownloadOptions.defaults())
        assertThat(
                downloadOptions {
                    directory = Path.of("/tmp")
                    maxBytes = 10
                    verifyChecksum = false
                }
            )
            .isEqualTo(
                DownloadOptions.defaults()
                    .withDirectory(Path.of("/tmp"))
                    .withMaxBytes(10)
                    .withVerifyChecksum(false)
            )
        assertThat(uploadOptions {}).isEqualTo(UploadOptions.defaults())
        assertThat(
                uploadOptions {
                    contentType = "text/csv"
                    metadata = mapOf("a" to "b")
                    storageClass = "STANDARD_IA"
                    serverSideEncryption = "aws:kms"
                    kmsKeyId = "key"
                    onlyIfAbsent = true
                }
            )
            .isEqualTo(
                UploadOptions.defaults()
                    .withContentType("text/csv")
                    .withMetadata(mapOf("a" to "b"))
                    .withStorageClass("STANDARD_IA")
                    .withServerSideEncryption("aws:kms", "key")
                    .withOnlyIfAbsent(true)
            )
        assertThat(unzipLimits {}).isEqualTo(UnzipLimits.defaults())
        assertThat(
                unzipLimits {
                    maxBytes = 1
                    maxEntries = 2
                    maxRatio = 3
                    maxNameBytes = 4
                    maxDepth = 5
                }
            )
            .isEqualTo(UnzipLimits(1, 2, 3, 4, 5))
    }

    @Test
    fun optionsOfAVault() {
        assertThat(secretVaultOptions {}).isEqualTo(SecretVaultOptions.defaults())
        assertThat(
                secretVaultOptions {
                    ttl = 1.minutes
                    maxStale = 2.minutes
                    negativeTtl = 3.seconds
                    fetchTimeout = 4.seconds
                    strict = true
                    maxEntries = 5
                    maxConcurrentFetches = 6
                }
            )
            .isEqualTo(
                SecretVaultOptions(
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(4),
                    true,
                    5,
                    6,
                )
            )
    }

    @Test
    fun settingsOfADatabase() {
        val vertx = Vertx.vertx()
        val vault = SecretVault.create(vertx, "test") { error("not read") }
        val built =
            dbEnv("ORDERS") {
                environment = mapOf("ORDERS_DB_DATABASE" to "of the environment")
                endpoint = "db.internal"
                port = 5433
                username = "app"
                password = "hush"
                sslMode = SslMode.VERIFY_FULL
                schema = "app"
                caFile = "/etc/ssl/rds.pem"
                readerEndpoint = "ro.internal"
                readerPort = 5434
            }
        val credentials = runBlocking { built.resolve(vault).awaited() }
        val reader = runBlocking { built.reader().resolve(vault).awaited() }

        assertThat(credentials)
            .isEqualTo(
                PostgreSqlCredentials(
                    "db.internal",
                    5433,
                    "of the environment",
                    "app",
                    "hush",
                    SslMode.VERIFY_FULL,
                )
            )
        assertThat(listOf(reader.endpoint, reader.port)).isEqualTo(listOf("ro.internal", 5434))
        assertThat(listOf(built.schema(), built.caFile()))
            .isEqualTo(listOf("app", "/etc/ssl/rds.pem"))
        val secrets =
            dbEnv("ORDERS") {
                database = "orders"
                passwordSecret = "orders/password"
                credentialsSecret = "orders/db"
            }
        assertThat(secrets.secretKeys()).containsExactlyInAnyOrder("orders/password", "orders/db")
        assertThat(secrets.usesTokens()).isFalse()
        assertThat(dbEnv("ORDERS") { tokens = vault }.usesTokens()).isTrue()
        runBlocking { vertx.close().awaited() }
    }

    @Test
    fun policiesOfARestClient() {
        assertThat(retryPolicy {}).isEqualTo(RetryPolicy.defaults())
        assertThat(
                retryPolicy {
                    maxAttempts = 5
                    firstDelay = 1.seconds
                    maxDelay = 2.seconds
                    statuses = setOf(503)
                }
            )
            .isEqualTo(RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(2), setOf(503)))
        assertThat(sigV4Scope("s3", "eu-west-1") {}).isEqualTo(SigV4Scope.of("s3", "eu-west-1"))
        assertThat(
                sigV4Scope("execute-api", "eu-west-1") {
                    doubleEncodePath = false
                    normalizePath = false
                    payload = PayloadSigning.UNSIGNED
                    signSessionToken = false
                }
            )
            .isEqualTo(
                SigV4Scope.executeApi("eu-west-1")
                    .withPathRule(false, false)
                    .withPayload(PayloadSigning.UNSIGNED)
                    .withSignSessionToken(false)
            )
    }

    private companion object {
        const val USER_POOL = "eu-west-1_AbCdEf123"
        const val IDENTITY_POOL = "eu-west-1:01234567-89ab-cdef-0123-456789abcdef"
    }
}
