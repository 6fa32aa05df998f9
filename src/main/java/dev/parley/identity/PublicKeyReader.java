package dev.parley.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads public keys in the forms of MicroProfile JWT: PEM, base64 of DER, JWK, JWK set, and either
 * of the last two in base64. What goes wrong is told for the operator, without the text of the key.
 */
final class PublicKeyReader {

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----", Pattern.DOTALL);
  private static final String FORMS =
      " is not a public key that can be read; it must be PEM (BEGIN PUBLIC KEY or BEGIN"
          + " CERTIFICATE), base64 of DER, a JWK or a JWK set.";

  private PublicKeyReader() {}

  /** The text at a location: a file, a {@code file:} URL, or a resource of the class path. */
  static String read(@Nullable String location) {
    if (location == null || location.isBlank()) {
      throw new IllegalArgumentException("mp.jwt.verify.publickey.location is empty.");
    }
    try {
      Path file = file(location);
      if (file != null) {
        return Files.readString(file, StandardCharsets.US_ASCII);
      }
      String name = location.startsWith("classpath:") ? location.substring(10) : location;
      try (InputStream resource = resource(name.startsWith("/") ? name.substring(1) : name)) {
        if (resource != null) {
          return new String(resource.readAllBytes(), StandardCharsets.US_ASCII);
        }
      }
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          "mp.jwt.verify.publickey.location: " + location + " cannot be read: " + failure, failure);
    }
    throw new IllegalArgumentException(
        "mp.jwt.verify.publickey.location: there is neither a file nor a resource " + location);
  }

  private static @Nullable Path file(String location) throws IOException {
    try {
      if (location.startsWith("file:")) {
        return Path.of(URI.create(location));
      }
      Path file = Path.of(location);
      return !location.startsWith("classpath:") && Files.isRegularFile(file) ? file : null;
    } catch (InvalidPathException notAPath) {
      return null;
    } catch (IllegalArgumentException notAFileUrl) {
      throw new IOException("not the URL of a file", notAFileUrl);
    }
  }

  private static @Nullable InputStream resource(String name) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    InputStream found = context == null ? null : context.getResourceAsStream(name);
    ClassLoader own = PublicKeyReader.class.getClassLoader();
    return found != null || own == null ? found : own.getResourceAsStream(name);
  }

  /**
   * The keys in a text.
   *
   * @param source what to call the text in a message
   */
  static List<JWK> parse(String text, String source) {
    try {
      String stripped = text.strip();
      if (stripped.startsWith("-----")) {
        return List.of(ofPem(stripped, source));
      }
      if (stripped.startsWith("{")) {
        return ofJson(stripped, source);
      }
      byte[] decoded = decode(stripped);
      return decoded.length > 0 && decoded[0] == '{'
          ? ofJson(new String(decoded, StandardCharsets.UTF_8), source)
          : List.of(ofDer(decoded));
    } catch (ParseException | GeneralSecurityException | JOSEException failure) {
      throw new IllegalArgumentException(source + FORMS, failure);
    }
  }

  /**
   * The keys in what an issuer publishes, which may have keys of kinds that are nothing to us, and
   * private ones by mistake: those are left out.
   *
   * @param source what to call the text in a message
   */
  static List<JWK> parsePublished(String text, String source) {
    String stripped = text.strip();
    if (!stripped.startsWith("{") || !stripped.contains("\"keys\"")) {
      return parse(stripped, source);
    }
    try {
      return JWKSet.parse(stripped).getKeys().stream().filter(key -> !key.isPrivate()).toList();
    } catch (ParseException notASet) {
      throw new IllegalArgumentException(source + FORMS, notASet);
    }
  }

  private static List<JWK> ofJson(String json, String source)
      throws ParseException, GeneralSecurityException {
    List<JWK> keys =
        json.contains("\"keys\"") ? JWKSet.parse(json).getKeys() : List.of(JWK.parse(json));
    if (keys.stream().anyMatch(key -> !(key instanceof RSAKey) && !(key instanceof ECKey))) {
      throw new GeneralSecurityException("neither RSA nor EC");
    }
    if (keys.stream().anyMatch(JWK::isPrivate)) {
      throw privateKey(source);
    }
    return keys;
  }

  private static JWK ofPem(String text, String source)
      throws GeneralSecurityException, JOSEException {
    Matcher pem = PEM.matcher(text);
    if (!pem.find()) {
      throw new GeneralSecurityException("no PEM block");
    }
    String kind = pem.group(1);
    byte[] content = decode(pem.group(2));
    if (kind.contains("PRIVATE")) {
      throw privateKey(source);
    }
    return switch (kind) {
      case "PUBLIC KEY" -> ofDer(content);
      case "CERTIFICATE" -> {
        X509Certificate certificate =
            (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(content));
        yield of(certificate.getPublicKey());
      }
      default -> throw new GeneralSecurityException("PEM of kind " + kind);
    };
  }

  private static IllegalArgumentException privateKey(String source) {
    return new IllegalArgumentException(
        source + " holds a private key; give the hub the public key only.");
  }

  private static JWK ofDer(byte[] der) throws GeneralSecurityException, JOSEException {
    X509EncodedKeySpec spec = new X509EncodedKeySpec(der);
    try {
      return of(KeyFactory.getInstance("RSA").generatePublic(spec));
    } catch (GeneralSecurityException notRsa) {
      return of(KeyFactory.getInstance("EC").generatePublic(spec));
    }
  }

  private static JWK of(PublicKey key) throws GeneralSecurityException {
    if (key instanceof RSAPublicKey rsa) {
      return new RSAKey.Builder(rsa).build();
    }
    if (key instanceof ECPublicKey ec) {
      return new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build();
    }
    throw new GeneralSecurityException("neither RSA nor EC");
  }

  /** Decodes base64 in either alphabet, with or without padding and white space. */
  private static byte[] decode(String text) throws GeneralSecurityException {
    try {
      String plain = text.replaceAll("\\s", "").replace('-', '+').replace('_', '/');
      return Base64.getDecoder().decode(plain);
    } catch (IllegalArgumentException notBase64) {
      throw new GeneralSecurityException("not base64", notBase64);
    }
  }
}
