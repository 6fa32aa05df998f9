package dev.parley.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.launcher.StartException;
import dev.parley.launcher.TestCertificate;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemFilesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void certificatesOfEveryUsualKind(String algorithm) throws Exception {
    TestCertificate made = TestCertificate.make(directory, algorithm);
    String chain = "a comment\n" + made.certificatePem().replace("\n", "\r\n");

    PemFiles read = PemFiles.of(new PemFiles.Contents(chain, made.keyPem()));

    assertThat(read.certificates()).isEqualTo(made.chain()).hasSize(2);
    assertThat(read.keyStore().getCertificateChain("server"))
        .containsExactly(made.chain().toArray(Certificate[]::new));
    assertThat(read.keyStore().getKey("server", PemFiles.PASSWORD.toCharArray()))
        .isEqualTo(made.key());
  }

  @Test
  void whatDoesNotBelongTogether() throws Exception {
    TestCertificate one = TestCertificate.make(directory, "EC");
    TestCertificate other = TestCertificate.make(directory, "EC");

    assertRefused("is not that of the first", one.certificatePem(), other.keyPem());
    assertRefused(
        "algorithm, EC",
        one.certificatePem(),
        "-----BEGIN PRIVATE KEY-----\nxx\n-----END PRIVATE KEY-----");
    assertRefused("no certificate", "", one.keyPem());
    assertRefused("no private key", one.certificatePem(), one.certificatePem());
    assertRefused(
        "openssl pkcs8", one.certificatePem(), one.keyPem().replace("PRIVATE", "RSA PRIVATE"));
    assertRefused(
        "unencrypted", one.certificatePem(), one.keyPem().replace("PRIVATE", "ENCRYPTED PRIVATE"));
  }

  private static void assertRefused(String message, String certificates, String key) {
    PemFiles.Contents contents = new PemFiles.Contents(certificates, key);
    assertThatThrownBy(() -> PemFiles.of(contents))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining(message);
  }

  @Test
  void oneWithoutTheOtherIsRefused() throws Exception {
    assertThat(Tls.of(config(Map.of()))).isNull();
    assertThatThrownBy(() -> Tls.of(config(Map.of("parley.tls.cert", "x"))))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("--tls-key");
    assertThatThrownBy(
            () -> Tls.of(config(Map.of("parley.tls.cert", "nowhere", "parley.tls.key", "nowhere"))))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("nowhere");
    String empty = Files.createFile(directory.resolve("empty")).toString();
    assertThatThrownBy(
            () -> Tls.of(config(Map.of("parley.tls.cert", empty, "parley.tls.key", empty))))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("parley.tls.cert");
  }

  private static Config config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(values, "test", 100))
        .build();
  }
}
