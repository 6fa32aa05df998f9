package dev.parley.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.Role;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the claims of a token whose signature is proven say: whether it holds, and for whom. */
final class JwtClaims {

  private static final List<String> DISPLAY_NAMES = List.of("upn", "preferred_username", "name");

  private final IdentitySettings.Jwt settings;
  private final InstantSource clock;

  JwtClaims(IdentitySettings.Jwt settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  Authentication check(SignedJWT jwt) {
    try {
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      if (claims == null) {
        return Authenticator.refused("The token has no claims.");
      }
      String fault = fault(claims);
      if (fault != null) {
        return Authenticator.refused(fault);
      }
      String id = userId(claims);
      return id == null
          ? Authenticator.refused(
              "The token's claim '"
                  + settings.userClaim()
                  + "' does not name a user by 1 to 128 printable characters.")
          : new Authentication.Accepted(caller(id, claims));
    } catch (ParseException wrongType) {
      return Authenticator.refused("A claim of the token has a value of the wrong type.");
    }
  }

  private @Nullable String fault(JWTClaimsSet claims) throws ParseException {
    Instant now = clock.instant();
    Date expires = claims.getExpirationTime();
    if (expires == null) {
      return "The token does not say when it expires.";
    }
    if (!now.isBefore(expires.toInstant().plus(settings.clockSkew()))) {
      return "The token has expired.";
    }
    Date notBefore = claims.getNotBeforeTime();
    if (notBefore != null && now.plus(settings.clockSkew()).isBefore(notBefore.toInstant())) {
      return "The token is not valid yet.";
    }
    String issuer = settings.issuer();
    if (issuer != null && !issuer.equals(claims.getIssuer())) {
      return "The token is not from the issuer that this hub trusts.";
    }
    if (!settings.audiences().isEmpty()
        && Collections.disjoint(settings.audiences(), claims.getAudience())) {
      return "The token is not meant for this hub.";
    }
    return ageFault(claims.getIssueTime(), now);
  }

  private @Nullable String ageFault(@Nullable Date issued, Instant now) {
    if (settings.tokenAge() == null) {
      return null;
    }
    if (issued == null) {
      return "The token does not say when it was issued.";
    }
    Instant since = issued.toInstant();
    if (now.plus(settings.clockSkew()).isBefore(since)) {
      return "The token was issued in the future.";
    }
    return now.isAfter(since.plus(settings.tokenAge()).plus(settings.clockSkew()))
        ? "The token was issued too long ago."
        : null;
  }

  private @Nullable String userId(JWTClaimsSet claims) {
    Object value = claims.getClaim(settings.userClaim());
    boolean named = value instanceof String || value instanceof Long || value instanceof Integer;
    return named && Id.isValid(value.toString()) ? value.toString() : null;
  }

  private Caller caller(String id, JWTClaimsSet claims) throws ParseException {
    return new Caller(
        Caller.Kind.USER,
        id,
        displayName(id, claims),
        roles(claims),
        claims.getClaim("plan") instanceof String plan && Id.isValid(plan) ? plan : null,
        expiresAt(claims.getExpirationTime().toInstant()),
        null);
  }

  /** A live connection ends when a new one would be refused. */
  private Instant expiresAt(Instant claimed) {
    return claimed.isAfter(ExpiryTimes.LATEST)
        ? ExpiryTimes.LATEST
        : claimed.plus(settings.clockSkew());
  }

  private static String displayName(String id, JWTClaimsSet claims) {
    for (String claim : DISPLAY_NAMES) {
      if (claims.getClaim(claim) instanceof String name && Id.isValid(name)) {
        return name;
      }
    }
    return id;
  }

  private Set<Role> roles(JWTClaimsSet claims) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    Object groups = claims.getClaim("groups");
    Collection<?> names = groups instanceof Collection<?> list ? list : List.of();
    for (Object name : groups instanceof String one ? List.of(one) : names) {
      if (name instanceof String text) {
        Role.ofWireName(text).ifPresent(roles::add);
      }
    }
    if (roles.isEmpty() && settings.defaultRole() != null) {
      roles.add(settings.defaultRole());
    }
    return roles;
  }
}
