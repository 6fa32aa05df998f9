package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Form;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of rooms: what may come, who gets it back, and how. */
@ExtendWith(TargetExtension.class)
final class AttachmentsIT {
  private static final int LIMIT = 10 << 20;

  private final Target target;
  private final Api alice;
  private final String bobId = Target.fresh("bob");
  private final Api bob;
  private final String room;
  private final String path;

  AttachmentsIT(Target target) throws Exception {
    this.target = target;
    this.alice = member(Target.fresh("alice"));
    this.bob = member(bobId);
    this.room =
        alice
            .post("/api/v1/rooms", "{\"roomType\":\"direct\",\"members\":[\"" + bobId + "\"]}")
            .expect(201)
            .json()
            .getString("roomId");
    this.path = "/api/v1/rooms/" + room + "/attachments";
  }

  private Api member(String userId) {
    return target.as(target.token(userId, "member").sign());
  }

  private Api.Answer bring(byte[] body) throws Exception {
    return alice.send("POST", path, Form.HEADERS, body);
  }

  private JsonObject brought(String name, String type, byte[] content) throws Exception {
    return bring(new Form().file(name, type, content)).expect(201).json();
  }

  private String say(String attachmentId) throws Exception {
    return alice
        .post(
            "/api/v1/rooms/" + room + "/messages",
            "{\"messageType\":\"file\",\"attachments\":[\"" + attachmentId + "\"]}")
        .expect(201)
        .json()
        .getString("messageId");
  }

  private void refused(byte[] body, int status, String code) throws Exception {
    Problems.check(bring(body), status, code, path);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aFileIsBroughtSaidSomethingWithAndFetched() throws Exception {
    byte[] page = text("<!DOCTYPE html><html><script>alert('é')</script></html>");
    JsonObject file = brought("Grüße €.html", "text/html", page);
    assertThat(file.getString("name")).isEqualTo("Grüße €.html");
    assertThat(file.getString("roomId")).isEqualTo(room);
    String url = file.getString("url");
    Problems.check(bob.get(url), 404, "not_found", url);

    String message = say(file.getString("attachmentId"));
    JsonObject shown = bob.get("/api/v1/rooms/" + room + "/messages/" + message).expect(200).json();
    JsonObject attached = shown.getJsonArray("attachments").getJsonObject(0);
    assertThat(file.entrySet()).containsAll(attached.entrySet());
    Api.Answer fetched = bob.get(url).expect(200);
    assertThat(fetched.body()).isEqualTo(new String(page, StandardCharsets.UTF_8));
    assertThat(fetched.header("Content-Type")).startsWith("text/html");
    assertThat(fetched.header("Content-Length")).isEqualTo("" + page.length);
    assertThat(fetched.header("Content-Disposition"))
        .startsWith("attachment; filename=\"")
        .contains("filename*=UTF-8''Gr%C3%BC%C3%9Fe%20");
    assertThat(fetched.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(fetched.header("Content-Security-Policy")).contains("sandbox");
    assertThat(fetched.header("Cache-Control")).isEqualTo("private, no-cache");
    String tag = fetched.header("ETag");
    assertThat(bob.get(url, Map.of("If-None-Match", tag)).expect(304).body()).isEmpty();

    alice
        .send("DELETE", "/api/v1/rooms/" + room + "/messages/" + message, Map.of(), null)
        .expect(204);
    Problems.check(bob.get(url), 404, "not_found", url);
  }

  /** Over the ends of the parts that it is stored in. */
  @Test
  void aLargeFileIsFetchedWholeAndInRanges() throws Exception {
    byte[] large = new byte[600_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) ('a' + (i / 7919) % 26);
    }
    String whole = new String(large, StandardCharsets.US_ASCII);
    String url = brought("large.txt", "text/plain", large).getString("url");
    Api.Answer all = alice.get(url).expect(200);
    assertThat(all.body()).isEqualTo(whole);
    assertThat(all.header("Accept-Ranges")).isEqualTo("bytes");
    for (String[] range :
        new String[][] {
          {"bytes=262140-262150", "262140", "262151"},
          {"bytes=0-0", "0", "1"},
          {"bytes=524288-", "524288", "600000"},
          {"bytes=-5", "599995", "600000"}
        }) {
      int from = Integer.parseInt(range[1]);
      int to = Integer.parseInt(range[2]);
      Api.Answer part = alice.get(url, Map.of("Range", range[0])).expect(206);
      assertThat(part.body()).isEqualTo(whole.substring(from, to));
      assertThat(part.header("Content-Range"))
          .isEqualTo("bytes " + from + "-" + (to - 1) + "/600000");
      assertThat(part.header("Content-Length")).isEqualTo("" + (to - from));
    }
    Api.Answer behind = alice.get(url, Map.of("Range", "bytes=600000-")).expect(416);
    assertThat(behind.header("Content-Range")).isEqualTo("bytes */600000");
    String tag = all.header("ETag");
    alice.get(url, Map.of("Range", "bytes=0-1", "If-Range", tag)).expect(206);
    alice.get(url, Map.of("Range", "bytes=0-1", "If-Range", "\"other\"")).expect(200);
  }

  @Test
  void aPictureHasASmallOne() throws Exception {
    JsonObject picture = brought("p.png", "image/png", Form.picture(600, 300));
    assertThat(picture.getString("mediaType")).isEqualTo("image/png");
    Api.Answer small = alice.get(picture.getString("thumbnailUrl")).expect(200);
    assertThat(small.header("Content-Type")).isEqualTo("image/png");
    assertThat(small.body()).startsWith("\uFFFDPNG");
    JsonObject none = brought("p.txt", "text/plain", text("x"));
    assertThat(none.isNull("thumbnailUrl")).isTrue();
    String path = none.getString("url") + "/thumbnail";
    Problems.check(alice.get(path), 404, "not_found", path);
  }

  @ParameterizedTest
  @CsvSource({
    "image/png, <html><script>alert(1)</script></html>",
    "image/jpeg, %PDF-1.7",
  })
  void aLyingTypeIsRefused(String type, String content) throws Exception {
    refused(new Form().file("x", type, content), 422, "invalid");
  }

  @Test
  void whatCannotBeTakenIsRefused() throws Exception {
    refused(new Form().file("a.txt", "text/plain", ""), 422, "invalid");
    refused(new Form().file("../a.txt", "text/plain", "x"), 422, "invalid");
    refused(new Form().file("C:\\a.txt", "text/plain", "x"), 422, "invalid");
    refused(new Form().end(), 422, "invalid");
    refused(text("nonsense"), 422, "invalid");
    refused(new Form().file("x", "text/plain", new byte[] {0, 1, 2, 3, 4, 5}), 422, "invalid");
    byte[] whole = new Form().file("a.txt", "text/plain", "x".repeat(100_000));
    refused(Arrays.copyOf(whole, whole.length / 2), 400, "malformed");
    refused(bomb(), 413, "too_large");
    Problems.check(alice.post(path, "{}"), 415, "unsupported_media_type", path);
  }

  @Test
  void theLargestIsTakenAndOneByteMoreIsNot() throws Exception {
    assertThat(brought("a", null, new byte[LIMIT]).getInt("size")).isEqualTo(LIMIT);
    refused(new Form().file("a", null, new byte[LIMIT + 1]), 413, "too_large");
  }

  private static byte[] bomb() {
    byte[] png = Form.picture(3, 3);
    java.nio.ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
    CRC32 check = new CRC32();
    check.update(png, 12, 17);
    java.nio.ByteBuffer.wrap(png).putInt(29, (int) check.getValue());
    return new Form().file("bomb.png", "image/png", png);
  }

  @Test
  void aRepeatedFileIsBroughtOnce() throws Exception {
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            Form.HEADERS.get("Content-Type"),
            "Idempotency-Key",
            Target.fresh("key"));
    byte[] body = new Form().file("a.txt", "text/plain", "same");
    JsonObject first = alice.send("POST", path, headers, body).expect(201).json();
    assertThat(alice.send("POST", path, headers, body).expect(201).json()).isEqualTo(first);
    Problems.check(
        alice.send("POST", path, headers, new Form().file("a.txt", "text/plain", "other")),
        422,
        "invalid",
        path);
    assertThat(alice.get(first.getString("url")).expect(200).body()).isEqualTo("same");
  }

  /** A client that goes in the middle; the hub serves on. */
  @Test
  void aClientThatGoesLeavesTheHubAsItWas() throws Exception {
    byte[] whole = new Form().file("a.txt", "text/plain", "x".repeat(1_000_000));
    for (int i = 0; i < 20; i++) {
      try (Socket socket = new Socket(target.address().getHost(), target.address().getPort())) {
        OutputStream out = socket.getOutputStream();
        out.write(
            text(
                "POST "
                    + path
                    + " HTTP/1.1\r\nHost: "
                    + target.address().getAuthority()
                    + "\r\nX-API-Key: "
                    + target.adminKey()
                    + "\r\nContent-Type: "
                    + Form.HEADERS.get("Content-Type")
                    + "\r\nContent-Length: "
                    + whole.length
                    + "\r\n\r\n"));
        out.write(whole, 0, whole.length / 3);
        out.flush();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    for (int i = 0; i < 20; i++) {
      brought("a.txt", "text/plain", text("still here"));
    }
  }

  @Test
  void whoIsMutedOrAGuestBringsNothing() throws Exception {
    String membership = "/api/v1/rooms/" + room + "/members/" + bobId;
    alice.send("PUT", membership, Map.of(), text("{\"role\":\"guest\"}")).expect(204);
    Problems.check(
        bob.send("POST", path, Form.HEADERS, new Form().file("a", null, "x")),
        403,
        "forbidden",
        path);
  }
}
