package dev.parley.launcher;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for this machine and the one of those who have signed it, made by the JDK's
 * keytool.
 *
 * @param chain its own first
 */
public record TestCertificate(List<Certificate> chain, PrivateKey key) {
  private static final String PASSWORD = "changeit";

  /**
   * Makes one.
   *
   * @param directory for files of the making
   * @param algorithm as keytool takes it, such as {@code EC}
   */
  public static TestCertificate make(Path directory, String algorithm) throws Exception {
    Path file = Files.createTempDirectory(directory, "certificate").resolve("store.p12");
    keytool(file, "EC", "ca", "-dname", "CN=authority.test", "-ext", "bc:c");
    keytool(
        file,
        algorithm,
        "server",
        "-dname",
        "CN=parley.test",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-signer",
        "ca");
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new TestCertificate(
        List.of(store.getCertificateChain("server")),
        (PrivateKey) store.getKey("server", PASSWORD.toCharArray()));
  }

  private static void keytool(Path store, String algorithm, String alias, String... more)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-keyalg",
                algorithm,
                "-alias",
                alias));
    command.addAll(List.of(more));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new AssertionError(said);
    }
  }

  /** The server's own. */
  public Certificate certificate() {
    return chain.getFirst();
  }

  /** All of them in PEM. */
  public String certificatePem() throws Exception {
    StringBuilder text = new StringBuilder();
    for (Certificate each : chain) {
      text.append(pem("CERTIFICATE", each.getEncoded()));
    }
    return text.toString();
  }

  /** The key in PEM. */
  public String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String label, byte[] content) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /** Trusts those who have signed it, and nobody else. */
  public SSLContext trusting() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("authority", chain.getLast());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
