package io.saigon.cognito.session;

import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.cognito.service.ClientLifetime;
import java.time.Clock;

/** The parts of a client that all its sessions share. */
public record SessionContext(
    ClientLifetime lifetime, Clock clock, CognitoClientConfig config, Renewals renewals) {}
