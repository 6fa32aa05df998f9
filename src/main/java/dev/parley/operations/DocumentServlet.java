package dev.parley.operations;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Gives a document that the build has made: in JSON, or in YAML where {@code Accept} or {@code
 * ?format=yaml} asks for it.
 */
abstract class DocumentServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String YAML = "yaml";

  private final String name;
  private transient Form json = new Form("", "", "");
  private transient Form yaml = json;

  /**
   * @param name the document's, without its extension; it lies beside this class
   */
  DocumentServlet(String name) {
    this.name = name;
  }

  @Override
  public void init() throws ServletException {
    json = Form.read(name + ".json", "application/json");
    yaml = Form.read(name + ".yaml", "application/yaml");
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
      try (InputStream in = DocumentServlet.class.getResourceAsStream(name)) {
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
