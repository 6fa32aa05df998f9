package dev.parley.openapi.planted;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource that the document does not have. */
@Path("planted")
public class UndocumentedResource {
  @GET
  @Path("{id}/there")
  public String get() {
    return "";
  }
}
