package dev.parley.assembly;

import dev.parley.door.ApiFilter;
import dev.parley.door.PageFilter;
import dev.parley.door.ReadOnlyFilter;
import dev.parley.door.WebSocketDoor;
import dev.parley.door.WebSocketEndpoint;
import dev.parley.operations.Settings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Makes the hub when the application starts, and ends it when the application ends. Registers the
 * filters here, because those that are declared otherwise come too late for handshakes in some
 * containers.
 */
@WebListener
public final class Assembly implements ServletContextListener {
  /**
   * The application's parts. Static, because the classes that a container makes ask for them on
   * threads and at times at which a request's context is not there; and each application has its
   * own class loader.
   */
  private static final AtomicReference<@Nullable Parts> PARTS = new AtomicReference<>();

  // The names that the embedded server knows; on another server nobody sets or reads them.
  private static final String ADDRESS = "dev.parley.address";
  private static final String GREETING = "dev.parley.greeting";
  private static final String DRAIN = "dev.parley.drain";
  private static final String REFUSAL = "dev.parley.refusal";

  /**
   * The parts of the running application.
   *
   * @throws IllegalStateException before it has started, and after its end
   */
  static Parts parts() {
    Parts parts = PARTS.get();
    if (parts == null) {
      throw new IllegalStateException("the hub is not running");
    }
    return parts;
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    Object address = context.getAttribute(ADDRESS);
    HubConfiguration configuration = configuration(context, address != null);
    boolean first = !Files.exists(configuration.data().resolve("admin.key"));
    Parts started = new Parts(configuration);
    PARTS.set(started);
    context.setAttribute(DRAIN, (Runnable) started::drain);
    Path key = started.bootstrapKey().file();
    if (address != null) {
      context.setAttribute(
          GREETING, Greeting.of(address.toString(), key, first, configuration.demo()));
    }
    started.socketDoors().byPath().forEach((path, door) -> webSocket(context, path, door));
    filter(context, "page", new PageFilter(), "/*");
    filter(
        context,
        "operations",
        new ReadOnlyFilter(),
        "/health",
        "/health/*",
        "/metrics",
        "/openapi",
        "/asyncapi");
    filter(context, "api", new ApiFilter(started.gate()), "/api/*");
  }

  private static HubConfiguration configuration(ServletContext context, boolean embedded) {
    try {
      return HubConfiguration.toServe(new Settings(ConfigProvider.getConfig()), embedded);
    } catch (IllegalArgumentException refusal) {
      context.setAttribute(REFUSAL, refusal.getMessage());
      throw refusal;
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    Parts running = PARTS.getAndSet(null);
    if (running != null) {
      // The embedded server has had it drained before; others do not know of that.
      running.drain();
      running.close();
    }
    Leftovers.remove();
  }

  private static void webSocket(ServletContext context, String path, WebSocketDoor door) {
    filter(context, "handshake" + path, door.handshakes(), path);
    ServerContainer container =
        (ServerContainer) context.getAttribute(ServerContainer.class.getName());
    try {
      container.addEndpoint(WebSocketEndpoint.at(path, door::open));
    } catch (DeploymentException e) {
      throw new IllegalStateException("no WebSockets at " + path, e);
    }
  }

  private static void filter(ServletContext context, String name, Filter filter, String... paths) {
    FilterRegistration.Dynamic registration = context.addFilter(name, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, paths);
  }
}
