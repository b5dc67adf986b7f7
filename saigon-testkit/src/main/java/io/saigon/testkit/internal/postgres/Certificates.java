package io.saigon.testkit.internal.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** A certificate authority of one run, and a certificate of it for this machine's own names. */
record Certificates(Path ca, Path server, Path serverKey) {
  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String ALTERNATIVE_NAME = "2.5.29.17";
  private static final String AUTHORITY = "Local PostgreSQL authority";

  static Certificates create(Path directory) throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair authority = generator.generateKeyPair();
    KeyPair server = generator.generateKeyPair();
    byte[] ca =
        certificate(AUTHORITY, authority.getPublic(), authority.getPrivate(), ofAuthority());
    byte[] own = certificate("localhost", server.getPublic(), authority.getPrivate(), ofServer());
    Certificates files =
        new Certificates(
            directory.resolve("ca.crt"),
            directory.resolve("server.crt"),
            directory.resolve("server.key"));
    Files.writeString(files.ca, pem("CERTIFICATE", ca));
    Files.writeString(files.server, pem("CERTIFICATE", own));
    writeKey(files.serverKey, server.getPrivate());
    return files;
  }

  private static void writeKey(Path file, Key key) throws IOException {
    Files.writeString(file, pem("PRIVATE KEY", key.getEncoded()));
    boolean unused =
        file.toFile().setReadable(false, false) && file.toFile().setReadable(true, true);
  }

  private static byte[] certificate(
      String subject, PublicKey key, PrivateKey signer, byte[] extensions)
      throws GeneralSecurityException {
    Instant now = Instant.now();
    byte[] serial = new byte[16];
    new SecureRandom().nextBytes(serial);
    serial[0] = (byte) ((serial[0] & 0x3f) | 0x40);
    byte[] algorithm = Der.sequence(Der.oid(ECDSA_WITH_SHA256));
    byte[] content =
        Der.sequence(
            Der.tagged(0xa0, Der.integer(new byte[] {2})),
            Der.integer(serial),
            algorithm,
            name(AUTHORITY),
            Der.sequence(
                Der.time(now.minus(Duration.ofHours(1))), Der.time(now.plus(Duration.ofDays(30)))),
            name(subject),
            key.getEncoded(),
            Der.tagged(0xa3, extensions));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(signer);
    signature.update(content);
    return Der.sequence(content, algorithm, Der.bits(0, signature.sign()));
  }

  private static byte[] ofAuthority() {
    return Der.sequence(
        extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.bool(true))),
        extension(KEY_USAGE, true, Der.bits(1, (byte) 0x06)));
  }

  private static byte[] ofServer() {
    return Der.sequence(
        extension(
            ALTERNATIVE_NAME,
            false,
            Der.sequence(
                Der.tagged(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
                Der.tagged(0x87, new byte[] {127, 0, 0, 1}))));
  }

  private static byte[] extension(String oid, boolean critical, byte[] value) {
    return critical
        ? Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(value))
        : Der.sequence(Der.oid(oid), Der.octets(value));
  }

  private static byte[] name(String commonName) {
    return Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.text(commonName))));
  }

  private static String pem(String what, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, body, what);
  }
}
