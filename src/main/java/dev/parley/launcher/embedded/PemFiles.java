package dev.parley.launcher.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's certificate and private key, as they were in two PEM files at one moment.
 *
 * @param certificates the server's first, then those that vouch for it
 */
record PemFiles(List<X509Certificate> certificates, PrivateKey key) {
  /** Of the key within a key store that is never written down. */
  static final String PASSWORD = "in memory";

  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN ([A-Z ]*)PRIVATE KEY-----(.*?)-----END \\1PRIVATE KEY-----", Pattern.DOTALL);

  PemFiles {
    certificates = List.copyOf(certificates);
  }

  /** The bytes of both files, to see whether they have changed. */
  record Contents(String certificates, String key) {
    static Contents of(Path certificateFile, Path keyFile) throws IOException {
      return new Contents(
          Files.readString(certificateFile, StandardCharsets.ISO_8859_1),
          Files.readString(keyFile, StandardCharsets.ISO_8859_1));
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "Contents[" + certificates.length() + ", " + key.length() + "]";
    }
  }

  /**
   * Understands what the files say.
   *
   * @throws GeneralSecurityException if one of them is no such file or they do not belong together,
   *     with a message for the operator that holds nothing of the key
   */
  static PemFiles of(Contents contents) throws GeneralSecurityException {
    List<X509Certificate> certificates = certificates(contents.certificates());
    PublicKey publicKey = certificates.getFirst().getPublicKey();
    PrivateKey privateKey = key(contents.key(), publicKey.getAlgorithm());
    if (!belongTogether(publicKey, privateKey)) {
      throw new GeneralSecurityException("the key is not that of the first certificate");
    }
    return new PemFiles(certificates, privateKey);
  }

  private static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
    List<X509Certificate> found = new ArrayList<>();
    for (Certificate each :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))) {
      found.add((X509Certificate) each);
    }
    if (found.isEmpty()) {
      throw new GeneralSecurityException("there is no certificate in the file");
    }
    return found;
  }

  private static PrivateKey key(String text, String algorithm) throws GeneralSecurityException {
    Matcher key = KEY.matcher(text);
    if (!key.find()) {
      throw new GeneralSecurityException("there is no private key in the file");
    }
    if (!key.group(1).isEmpty()) {
      // Older forms, each with a syntax of its own, and encrypted ones.
      throw new GeneralSecurityException(
          "the key is in the form \""
              + key.group(1)
              + "PRIVATE KEY\" and has to be in PKCS #8 (\"PRIVATE KEY\"), unencrypted:"
              + " openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(key.group(2));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new GeneralSecurityException(
          "the key cannot be read as one for the certificate's algorithm, " + algorithm);
    }
  }

  private static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey)
      throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            switch (publicKey.getAlgorithm()) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSA";
              default -> publicKey.getAlgorithm();
            });
    byte[] message = {1};
    signature.initSign(privateKey);
    signature.update(message);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(message);
    return signature.verify(signed);
  }

  /** In the form that the server takes, under {@link #PASSWORD}. */
  KeyStore keyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server", key, PASSWORD.toCharArray(), certificates.toArray(Certificate[]::new));
    return store;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "PemFiles[" + certificates.getFirst().getSubjectX500Principal() + "]";
  }
}
