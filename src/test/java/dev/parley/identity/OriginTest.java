package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.vocabulary.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as loopback, and which origins may talk to the hub. */
class OriginTest {

  private static RequestOrigin request(String peer, String host, String origin) {
    return new RequestOrigin(peer, false, host, origin, false);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "127.0.0.1, localhost:8000, -",
        "127.0.0.1, localhost, -",
        "127.0.0.1, LOCALHOST:8000, -",
        "127.0.0.1, localhost.:8000, -",
        "127.0.0.1, hub.localhost:8000, -",
        "127.0.0.1, 127.0.0.1:8000, -",
        "127.8.9.10, 127.255.0.1, -",
        "0:0:0:0:0:0:0:1, [::1]:8000, -",
        "::1, [0:0::1], -",
        "::1%lo, [::1], -",
        "[::1], [::1], -",
        "::ffff:127.0.0.1, localhost, -",
        "127.0.0.1, localhost:8000, http://localhost:8000",
        "127.0.0.1, localhost:8000, http://127.0.0.1:3000",
        "127.0.0.1, localhost:8000, https://app.localhost",
        "127.0.0.1, localhost:8000, http://[::1]:5173",
      })
  void countsAsLoopback(String peer, String host, String origin) {
    assertThat(LoopbackRule.admits(request(peer, host, origin))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      quoteCharacter = '"',
      value = {
        // another machine
        "10.0.0.7, localhost:8000, -",
        "192.168.1.2, 127.0.0.1, -",
        "2001:db8::1, [::1], -",
        "\"\", localhost, -",
        "localhost, localhost, -",
        "0.0.0.0, localhost, -",
        "127.0.0.1.evil.com, localhost, -",
        "::ffff:10.0.0.7, localhost, -",
        // a page of a foreign site whose name was turned to this machine
        "127.0.0.1, evil.com:8000, -",
        "127.0.0.1, -, -",
        "127.0.0.1, \"\", -",
        "127.0.0.1, 127.0.0.1.evil.com, -",
        "127.0.0.1, localhost.evil, -",
        "127.0.0.1, localhost.evil.com:8000, -",
        "127.0.0.1, notlocalhost, -",
        "127.0.0.1, .localhost, -",
        "127.0.0.1, localhost.., -",
        "127.0.0.1, localhost..:8000, -",
        "127.0.0.1, [::ffff:127.0.0.1], -",
        "127.0.0.1, [::1%lo], -",
        "127.0.0.1, [::1]evil.com, -",
        "127.0.0.1, ::1, -",
        "127.0.0.1, 127.1, -",
        "127.0.0.1, 0177.0.0.1, -",
        "127.0.0.1, 0x7f.0.0.1, -",
        "127.0.0.1, 2130706433, -",
        "127.0.0.1, 127.0.0.256, -",
        "127.0.0.1, 127.0.0.1:, -",
        "127.0.0.1, localhost:99999, -",
        "127.0.0.1, localhost:0, -",
        "127.0.0.1, localhost:80x, -",
        "127.0.0.1, user@localhost, -",
        "127.0.0.1, evil.com@localhost, -",
        "127.0.0.1, localhost@evil.com, -",
        "127.0.0.1, localhost/evil, -",
        "127.0.0.1, localhost#.evil.com, -",
        "127.0.0.1, localhost\\.evil.com, -",
        "127.0.0.1, \"localhost, evil.com\", -",
        "127.0.0.1, \"localhost evil.com\", -",
        "127.0.0.1, loc\u0430lhost, -",
        "127.0.0.1, \u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3, -",
        "127.0.0.1, localhost\u3002, -",
        // a page that is not from here
        "127.0.0.1, localhost:8000, http://evil.com",
        "127.0.0.1, localhost:8000, null",
        "127.0.0.1, localhost:8000, \"\"",
        "127.0.0.1, localhost:8000, http://localhost.evil.com",
        "127.0.0.1, localhost:8000, http://127.0.0.1.evil.com",
        "127.0.0.1, localhost:8000, http://localhost@evil.com",
        "127.0.0.1, localhost:8000, http://evil.com#@localhost",
        "127.0.0.1, localhost:8000, http://evil.com/localhost",
        "127.0.0.1, localhost:8000, http://localhost/",
        "127.0.0.1, localhost:8000, localhost:8000",
        "127.0.0.1, localhost:8000, file://localhost",
        "127.0.0.1, localhost:8000, chrome-extension://localhost",
        "127.0.0.1, localhost:8000, \"http://localhost:8000, http://evil.com\"",
      })
  void doesNotCountAsLoopback(String peer, String host, String origin) {
    assertThat(LoopbackRule.admits(request(peer, host, origin))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "x-forwarded-proto", "X-FORWARDED-ANY"})
  void whatAProxyForwardedIsNotLoopback(String field) {
    Map<String, List<String>> direct = Map.of("host", List.of("localhost:8000"));
    assertThat(LoopbackRule.admits(RequestOrigin.of(direct, "127.0.0.1", false))).isTrue();
    Map<String, List<String>> forwarded =
        Map.of("host", List.of("localhost:8000"), field, List.of("for=127.0.0.1"));
    assertThat(LoopbackRule.admits(RequestOrigin.of(forwarded, "127.0.0.1", false))).isFalse();
  }

  @Test
  void aFieldThatCameTwiceIsNoName() {
    Map<String, List<String>> headers =
        Map.of("Host", List.of("localhost"), "ORIGIN", List.of("http://localhost", "http://x.com"));
    RequestOrigin request = RequestOrigin.of(headers, "127.0.0.1", false);
    assertThat(LoopbackRule.admits(request)).isFalse();
    assertThat(new OriginPolicy(Set.of("*"), true).allows(request)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // without an origin, or the hub's own
        "-, hub.example, false, true",
        "http://hub.example, hub.example, false, true",
        "http://hub.example:80, hub.example, false, true",
        "http://HUB.example, hub.EXAMPLE., false, true",
        "http://hub.example:8000, hub.example:8000, false, true",
        "https://hub.example, hub.example, true, true",
        "https://hub.example, hub.example:443, true, true",
        "http://[::1]:8000, [0:0:0:0:0:0:0:1]:8000, false, true",
        "http://under_score:8000, under_score:8000, false, true",
        // another scheme, port or host
        "https://hub.example, hub.example, false, false",
        "http://hub.example, hub.example, true, false",
        "http://hub.example:8001, hub.example:8000, false, false",
        "http://hub.example, hub.example:8000, false, false",
        "http://www.hub.example, hub.example, false, false",
        "http://hub.example.evil.com, hub.example, false, false",
        "http://hub.example@evil.com, hub.example, false, false",
        "http://evil.com, hub.example, false, false",
        "http://evil.com, -, false, false",
        "null, hub.example, false, false",
        "null, null, false, false",
        "http://localhost:3000, hub.example, false, false",
        // configured
        "https://app.example.com, hub.example, false, true",
        "https://APP.example.com:443, hub.example, true, true",
        "http://app.example.com, hub.example, false, false",
        "https://app.example.com:8443, hub.example, false, false",
        "https://x.app.example.com, hub.example, false, false",
        "tauri://localhost, hub.example, false, true",
      })
  void originsByConfiguration(String origin, String host, boolean secure, boolean allowed) {
    OriginPolicy policy =
        new OriginPolicy(Set.of("https://app.example.com", "tauri://localhost"), true);
    RequestOrigin request = new RequestOrigin("10.0.0.7", false, host, origin, secure);
    assertThat(policy.allows(request)).isEqualTo(allowed);
    if (allowed) {
      assertThat(policy.refusal(request)).isNull();
    } else {
      assertThat(policy.refusal(request).code()).isEqualTo(Refusal.Code.FORBIDDEN);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3000, true, true",
    "http://127.0.0.1:5173, true, true",
    "http://localhost:3000, false, false",
    "http://127.0.0.1.evil.com, true, false",
    "http://evil.com, true, false",
    "null, true, false",
  })
  void loopbackOriginsWhileBoundToLoopback(String origin, boolean bound, boolean allowed) {
    OriginPolicy policy = new OriginPolicy(Set.of(), bound);
    assertThat(policy.allows(request("127.0.0.1", "localhost:8000", origin))).isEqualTo(allowed);
  }

  @Test
  void everyOriginIsNotTheOpaqueOne() {
    OriginPolicy policy = new OriginPolicy(Set.of("*"), false);
    assertThat(policy.allows(request("10.0.0.7", "hub", "https://any.example"))).isTrue();
    assertThat(policy.allows(request("10.0.0.7", "hub", "null"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app.example.com",
        "https://app.example.com/",
        "https://*.example.com",
        "null",
        ""
      })
  void aConfiguredOriginThatIsNoneIsToldAtTheStart(String origin) {
    assertThatThrownBy(() -> new OriginPolicy(Set.of(origin), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parley.cors.allowed-origins");
  }

  @Test
  void headersAreGivenToWhomTheyAreMeantFor() {
    OriginPolicy policy = new OriginPolicy(Set.of("https://app.example.com"), false);
    RequestOrigin friend = request("10.0.0.7", "hub", "https://app.example.com");
    assertThat(policy.responseHeaders(friend))
        .containsEntry("Access-Control-Allow-Origin", "https://app.example.com")
        .containsEntry("Vary", "Origin")
        .hasEntrySatisfying(
            "Access-Control-Expose-Headers",
            names -> assertThat(names).contains("Location", "Retry-After", "RateLimit-Policy"))
        .doesNotContainKey("Access-Control-Allow-Credentials");
    assertThat(policy.preflightHeaders(friend))
        .containsEntry("Access-Control-Allow-Origin", "https://app.example.com")
        .containsKeys("Access-Control-Allow-Methods", "Access-Control-Max-Age")
        .hasEntrySatisfying(
            "Access-Control-Allow-Headers",
            names -> assertThat(names).contains("Authorization", "Idempotency-Key"));
    for (String origin : new String[] {null, "https://evil.example", "null"}) {
      RequestOrigin other = request("10.0.0.7", "hub", origin);
      assertThat(policy.responseHeaders(other)).containsOnlyKeys("Vary");
      assertThat(policy.preflightHeaders(other)).containsOnlyKeys("Vary");
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, true, false, OBSERVE_ON_LOOPBACK",
        "-, true, true, NONE",
        "-, false, false, NONE",
        "none, true, false, NONE",
        "observe, true, false, OBSERVE_ON_LOOPBACK",
        "observe, true, true, OBSERVE",
        "observe, false, false, OBSERVE",
      })
  void anonymousPolicy(
      String configured, boolean bound, boolean proxy, IdentitySettings.Anonymous policy) {
    assertThat(IdentitySettings.Anonymous.of(configured, bound, proxy)).isEqualTo(policy);
  }

  @Test
  void anotherAnonymousPolicyIsToldAtTheStart() {
    assertThatThrownBy(() -> IdentitySettings.Anonymous.of("yes", true, false))
        .hasMessageContaining("parley.anonymous");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "127.0.0.1, true",
    "127.9.9.9, true",
    "::1, true",
    "[::1], true",
    "0.0.0.0, false",
    "::, false",
    "127.evil.com, false",
    "hub.example, false",
  })
  void whatAServerMayListenOnAsLoopback(String host, boolean loopback) {
    assertThat(LoopbackRule.isLoopbackHost(host)).isEqualTo(loopback);
  }
}
