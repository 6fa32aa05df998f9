package dev.parley.launcher.embedded;

import dev.parley.launcher.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's certificate and key, from two PEM files. While the server runs the files are looked
 * at again and again: new connections get what is in them now; what cannot be used is said once,
 * and what was there before stays.
 */
final class Tls extends AbstractLifeCycle {
  static final String CERTIFICATE = "parley.tls.cert";
  static final String KEY = "parley.tls.key";

  private static final Logger log = LoggerFactory.getLogger(Tls.class);
  private static final int LOOK_SECONDS = 2;

  private final Path certificateFile;
  private final Path keyFile;
  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private PemFiles.Contents seen;
  private boolean unreadable;
  private @Nullable ScheduledExecutorService timer;

  private Tls(Path certificateFile, Path keyFile) throws StartException {
    this.certificateFile = certificateFile;
    this.keyFile = keyFile;
    try {
      seen = PemFiles.Contents.of(certificateFile, keyFile);
      factory.setKeyStore(keyStore(seen));
      factory.setKeyManagerPassword(PemFiles.PASSWORD);
    } catch (IOException e) {
      throw new StartException("cannot read the certificate or its key: " + e);
    } catch (GeneralSecurityException e) {
      throw new StartException("cannot use " + CERTIFICATE + " and " + KEY + ": " + e.getMessage());
    }
  }

  /**
   * What is configured; null where nothing is.
   *
   * @throws StartException if it cannot be used
   */
  static @Nullable Tls of(Config config) throws StartException {
    Optional<String> certificate = config.getOptionalValue(CERTIFICATE, String.class);
    Optional<String> key = config.getOptionalValue(KEY, String.class);
    if (certificate.isEmpty() && key.isEmpty()) {
      return null;
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      throw new StartException(
          "TLS needs both a certificate (--tls-cert, "
              + CERTIFICATE
              + ") and its key (--tls-key, "
              + KEY
              + ")");
    }
    return new Tls(Path.of(certificate.get()).toAbsolutePath(), Path.of(key.get()));
  }

  /** What connections are made with. */
  SslContextFactory.Server factory() {
    return factory;
  }

  /** Where the certificate is. */
  Path certificateFile() {
    return certificateFile;
  }

  private static KeyStore keyStore(PemFiles.Contents contents)
      throws GeneralSecurityException, IOException {
    PemFiles files = PemFiles.of(contents);
    KeyStore store = files.keyStore();
    log.atInfo()
        .addKeyValue("subject", files.certificates().getFirst().getSubjectX500Principal())
        .addKeyValue("until", files.certificates().getFirst().getNotAfter().toInstant())
        .log("certificate read");
    return store;
  }

  @Override
  protected void doStart() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tls").factory());
    var unused =
        started.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    timer = started;
  }

  @Override
  protected void doStop() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }

  /** By content, since what renews certificates likes to swap links. */
  private void look() {
    try {
      PemFiles.Contents now = PemFiles.Contents.of(certificateFile, keyFile);
      unreadable = false;
      if (!now.equals(seen)) {
        seen = now;
        // Made before it takes the place of what works.
        KeyStore store = keyStore(now);
        factory.reload(changed -> changed.setKeyStore(store));
      }
    } catch (IOException e) {
      if (!unreadable) {
        unreadable = true;
        complain(e);
      }
    } catch (Exception e) {
      complain(e);
    }
  }

  private static void complain(Exception e) {
    log.atWarn()
        .addKeyValue("reason", e)
        .log("The certificate and its key have changed and cannot be used; the old ones stay");
  }
}
