package dev.parley.door.rest;

import dev.parley.door.Gate;
import dev.parley.door.Problem;
import dev.parley.door.RefusedException;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Refusal.Code;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers whatever went wrong with problem details; only the log sees stack traces. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

  @SuppressWarnings("NullAway.Init")
  @Context
  private HttpServletRequest request;

  @Inject private Gate gate;

  @Override
  public Response toResponse(Throwable failure) {
    return switch (failure) {
      case RefusedException refused ->
          counted(Problem.of(refused.refusal(), request.getRequestURI()));
      case WebApplicationException theirs when theirs.getResponse().getStatus() < 500 ->
          ofRuntime(theirs.getResponse());
      default -> counted(Problem.of(failed(failure), request.getRequestURI()));
    };
  }

  /** What the switchboard has refused it has counted itself. */
  private Response counted(Problem problem) {
    gate.refused(problem.code());
    return response(problem);
  }

  /** The answer that refuses. */
  static Response response(Refusal refusal, String path) {
    return response(Problem.of(refusal, path));
  }

  private static Response response(Problem problem) {
    Response.ResponseBuilder response =
        Response.status(problem.status())
            .type(Problem.MEDIA_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(problem.body());
    problem.headers().forEach(response::header);
    return response.build();
  }

  private Response ofRuntime(Response theirs) {
    Response response = counted(Problem.ofStatus(theirs.getStatus(), request.getRequestURI()));
    Object allow = theirs.getHeaders().getFirst(HttpHeaders.ALLOW);
    return allow == null
        ? response
        : Response.fromResponse(response).header(HttpHeaders.ALLOW, allow).build();
  }

  private static Refusal failed(Throwable failure) {
    String id = UUID.randomUUID().toString();
    LOG.atError().setCause(failure).addKeyValue("failure", id).log("A request failed");
    return Refusal.of(Code.INTERNAL, "The hub failed; its log tells why under " + id + ".");
  }
}
