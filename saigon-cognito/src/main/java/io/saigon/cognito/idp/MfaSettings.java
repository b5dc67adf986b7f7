package io.saigon.cognito.idp;

import io.saigon.api.cognito.CodeMedium;
import io.saigon.api.cognito.MfaPreference;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.model.EmailMfaSettingsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SMSMfaSettingsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SoftwareTokenMfaSettingsType;

/**
 * The settings that change a user's second factors from one preference to another. Factors that
 * stay disabled are left out, as the pool may not have them.
 */
record MfaSettings(MfaPreference current, MfaPreference wanted) {

  static MfaPreference preference(List<String> enabled, @Nullable String preferred) {
    Set<CodeMedium> media = EnumSet.noneOf(CodeMedium.class);
    enabled.forEach(type -> Challenges.medium(type).ifPresent(media::add));
    return new MfaPreference(
        media,
        preferred == null
            ? null
            : Challenges.medium(preferred).filter(media::contains).orElse(null));
  }

  @Nullable SMSMfaSettingsType sms() {
    return changes(CodeMedium.SMS)
        ? SMSMfaSettingsType.builder()
            .enabled(isEnabled(CodeMedium.SMS))
            .preferredMfa(isPreferred(CodeMedium.SMS))
            .build()
        : null;
  }

  @Nullable EmailMfaSettingsType email() {
    return changes(CodeMedium.EMAIL)
        ? EmailMfaSettingsType.builder()
            .enabled(isEnabled(CodeMedium.EMAIL))
            .preferredMfa(isPreferred(CodeMedium.EMAIL))
            .build()
        : null;
  }

  @Nullable SoftwareTokenMfaSettingsType softwareToken() {
    return changes(CodeMedium.TOTP)
        ? SoftwareTokenMfaSettingsType.builder()
            .enabled(isEnabled(CodeMedium.TOTP))
            .preferredMfa(isPreferred(CodeMedium.TOTP))
            .build()
        : null;
  }

  private boolean changes(CodeMedium factor) {
    return isEnabled(factor) || current.enabled().contains(factor);
  }

  private boolean isEnabled(CodeMedium factor) {
    return wanted.enabled().contains(factor);
  }

  private boolean isPreferred(CodeMedium factor) {
    return wanted.preferred() == factor;
  }
}
