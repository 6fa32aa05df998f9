package dev.parley.operations;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * {@code /openapi}: what the hub answers to, as an OpenAPI 3.1 document that the build has made. In
 * JSON, or in YAML where {@code Accept} or {@code ?format=yaml} asks for it.
 */
@WebServlet("/openapi")
public final class OpenApiServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String YAML = "yaml";

  private transient Form json = new Form("", "", "");
  private transient Form yaml = json;

  @Override
  public void init() throws ServletException {
    json = Form.read("openapi.json", "application/json");
    yaml = Form.read("openapi.yaml", "application/yaml");
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Form form = asksForYaml(request) ? yaml : json;
    response.setHeader("ETag", form.etag());
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("Vary", "Accept");
    if (form.etag().equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    byte[] body = form.text().getBytes(StandardCharsets.UTF_8);
    response.setContentType(form.type());
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static boolean asksForYaml(HttpServletRequest request) {
    String format = request.getParameter("format");
    if (format != null) {
      return format.equalsIgnoreCase(YAML);
    }
    String accept = request.getHeader("Accept");
    return accept != null && accept.contains(YAML) && !accept.contains("json");
  }

  /** The document in one of its forms. */
  private record Form(String type, String etag, String text) {
    static Form read(String name, String type) throws ServletException {
      try (InputStream in = OpenApiServlet.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new ServletException(name + " is missing: the build makes it");
        }
        byte[] body = in.readAllBytes();
        CRC32C sum = new CRC32C();
        sum.update(body);
        return new Form(
            type,
            '"' + HexFormat.of().toHexDigits((int) sum.getValue()) + '"',
            new String(body, StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new ServletException(name + " cannot be read", e);
      }
    }
  }
}
