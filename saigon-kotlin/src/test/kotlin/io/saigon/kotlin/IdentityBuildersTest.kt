package io.saigon.kotlin

import io.saigon.api.cognito.AuthFactor
import io.saigon.api.cognito.CognitoCallContext
import io.saigon.api.cognito.IdentityLogins
import io.saigon.api.cognito.IdentityRequest
import io.saigon.api.cognito.LoginRequest
import io.saigon.api.oauth.AlbVerifierConfig
import io.saigon.api.oauth.JwtAlgorithm
import io.saigon.api.oauth.JwtVerifierConfig
import io.saigon.api.oauth.ManagedLoginConfig
import io.saigon.api.oauth.UserPoolDomain
import java.net.URI
import java.time.Duration
import kotlin.time.Duration.Companion.seconds
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/** A builder without a block's settings makes the defaults, and with them what `with` makes. */
class IdentityBuildersTest {
    @Test
    fun configurationOfAManagedLogin() {
        val domain = UserPoolDomain.custom("login.example.com")
        val plain = ManagedLoginConfig.of(USER_POOL, domain, "client")

        assertThat(managedLoginConfig(USER_POOL, domain, "client") {}).isEqualTo(plain)
        assertThat(
                managedLoginConfig(USER_POOL, domain, "client") {
                    clientSecret = "hush"
                    scopes = setOf("openid", "email")
                }
            )
            .isEqualTo(plain.withClientSecret("hush").withScopes("openid", "email"))
    }

    @Test
    fun configurationOfAVerifierOfAnyIssuer() {
        val plain = JwtVerifierConfig.of("https://login.example.com", "orders")

        assertThat(jwtVerifierConfig("https://login.example.com", "orders") {}).isEqualTo(plain)
        assertThat(
                jwtVerifierConfig("https://login.example.com", "orders") {
                    keys = URI("https://login.example.com/keys")
                    algorithms = setOf(JwtAlgorithm.RS256)
                    anyScope = setOf("read")
                    clockSkew = 5.seconds
                }
            )
            .isEqualTo(
                plain
                    .withKeys(URI("https://login.example.com/keys"))
                    .withAlgorithms(JwtAlgorithm.RS256)
                    .withAnyScope("read")
                    .withClockSkew(Duration.ofSeconds(5))
            )
        assertThrows<IllegalArgumentException> { jwtVerifierConfig("https://a.example.com") {} }
    }

    @Test
    fun configurationOfAVerifierOfALoadBalancer() {
        val plain = AlbVerifierConfig.of("https://login.example.com", "client", LOAD_BALANCER)

        assertThat(albVerifierConfig("https://login.example.com", "client", LOAD_BALANCER) {})
            .isEqualTo(plain)
        assertThat(
                albVerifierConfig("https://login.example.com", "client", LOAD_BALANCER) {
                    keys = URI("https://localhost/keys")
                    clockSkew = 5.seconds
                }
            )
            .isEqualTo(
                plain.withKeys(URI("https://localhost/keys")).withClockSkew(Duration.ofSeconds(5))
            )
        assertThat(
                albVerifierConfig("https://login.example.com", "client", LOAD_BALANCER) {
                        otherClients = setOf("other")
                    }
                    .clients()
            )
            .containsExactlyInAnyOrder("client", "other")
    }

    @Test
    fun loginOfAUser() {
        assertThat(loginRequest("ann", "Password-1") {})
            .isEqualTo(LoginRequest.of("ann", "Password-1"))
        assertThat(
                loginRequest("ann", "Password-1") {
                    newPassword = "Password-2"
                    preferredFactor = AuthFactor.PASSWORD_SRP
                }
            )
            .isEqualTo(
                LoginRequest.of("ann", "Password-1")
                    .withNewPassword("Password-2")
                    .withPreferredFactor(AuthFactor.PASSWORD_SRP)
            )
        assertThat(loginRequest("ann", null) {}).isEqualTo(LoginRequest.withoutPassword("ann"))
    }

    @Test
    fun dataOfRequests() {
        assertThat(
                cognitoCallContext {
                    clientMetadata = mapOf("origin" to "app")
                    ipAddress = "192.0.2.1"
                    encodedData = "fingerprint"
                    analyticsEndpointId = "endpoint"
                }
            )
            .isEqualTo(
                CognitoCallContext.of(mapOf("origin" to "app"))
                    .withDevice("192.0.2.1", "fingerprint")
                    .withAnalyticsEndpointId("endpoint")
            )
    }

    @Test
    fun requestForAnIdentity() {
        val built =
            identityRequest(IdentityLogins.none()) {
                identityId = "eu-west-1:01234567-89ab-cdef-0123-456789abcdef"
                roleArn = "arn:aws:iam::123456789012:role/reader"
                flow = IdentityRequest.Flow.CLASSIC
            }

        assertThat(built.logins().get().result()).isEqualTo(IdentityLogins.none())
        assertThat(built.identityId()).isEqualTo("eu-west-1:01234567-89ab-cdef-0123-456789abcdef")
        assertThat(built.roleArn()).isEqualTo("arn:aws:iam::123456789012:role/reader")
        assertThat(built.flow()).isEqualTo(IdentityRequest.Flow.CLASSIC)
    }

    private companion object {
        const val USER_POOL = "eu-west-1_AbCdEf123"
        const val LOAD_BALANCER =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/0123456789abcdef"
    }
}
