package io.saigon.examples.readme;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoIdentities;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoStoredSessions;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.cognito.CreateUserResult;
import io.saigon.api.cognito.IdentityLogins;
import io.saigon.api.cognito.IdentityPoolConfig;
import io.saigon.api.cognito.IdentityRequest;
import io.saigon.api.cognito.IdentitySession;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.cognito.SessionStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Code of the pages about users and identities. */
@SuppressWarnings("unused")
final class IdentitySnippets {
  private IdentitySnippets() {}

  static void guests(Saigon saigon, CognitoSession ann, String identityId, String googleIdToken) {
    // tag::guests[]
    CognitoIdentities identities =
        saigon.cognitoIdentities(
            IdentityPoolConfig.of("eu-west-1:01234567-89ab-cdef-0123-456789abcdef"));
    IdentitySession guest = identities.session(IdentityRequest.guest());
    IdentitySession google =
        identities.session(IdentityRequest.of(IdentityLogins.ofIdToken(googleIdToken)));
    IdentitySession own =
        identities.session(
            IdentityRequest.of(() -> identities.developerLogins("login.orders", "ann", null)));
    IdentitySession linked =
        identities.session(IdentityRequest.of(ann).withIdentityId(identityId)); // the guest's
    // end::guests[]
  }

  static void nodes(CognitoClient cognito, SessionStore store, LoginRequest request, UUID userId) {
    // tag::nodes[]
    CognitoStoredSessions sessions = cognito.sessions(10_000, store);
    Future<CognitoSession> added = cognito.openSession(request).compose(sessions::add);
    Future<Optional<CognitoSession>> found = sessions.find(userId); // on any node
    // end::nodes[]
  }

  static Future<Long> bulk(CognitoClient cognito, List<CreateUserRequest> requests) {
    // tag::bulk[]
    return cognito
        .createUsers(requests, 10)
        .map(results -> results.stream().filter(CreateUserResult.Failed.class::isInstance).count());
    // end::bulk[]
  }
}
