package dev.parley.launcher.embedded;

import dev.parley.launcher.StartException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.annotations.AnnotationConfiguration;
import org.eclipse.jetty.ee10.cdi.CdiDecoratingListener;
import org.eclipse.jetty.ee10.cdi.CdiServletContainerInitializer;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.webapp.MetaInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.ee10.webapp.WebInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebXmlConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.eclipse.microprofile.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetty around the unpacked WAR. The application is found as on a full server: by {@code web.xml},
 * annotations, container initializers and {@code beans.xml}.
 *
 * <p>Not thread-safe: started and stopped by one thread at a time.
 */
final class WebServer {
  private static final Logger log = LoggerFactory.getLogger(WebServer.class);

  /** From this one on a virtual thread does not pin its carrier while it waits for a monitor. */
  private static final int JAVA_THAT_DOES_NOT_PIN = 24;

  private final Config config;
  private final Server server;
  private final WebAppContext context;
  private final Listeners listeners;

  /**
   * Prepares a server; nothing is bound or started yet.
   *
   * @param webapp the web content
   * @param loader has the application, its libraries and the server
   * @param config the configuration, {@code parley.http.*} and others
   */
  WebServer(Path webapp, ClassLoader loader, Config config) {
    this.config = config;
    // To check our one beans.xml against its schema at every start takes a tenth of a second.
    System.setProperty("org.jboss.weld.xml.disableValidating", "true");
    server = new Server(threads());
    listeners = new Listeners(server, config);
    context = context(webapp, loader);
    server.setErrorHandler(new ProblemHandler());
    server.setHandler(new GracefulHandler(context));
    server.setStopTimeout(shutdownTimeout() / 4);
  }

  /**
   * Binds, then starts the application. When this returns, requests are answered.
   *
   * @return the address to tell people
   * @throws StartException if an address cannot be bound, or the configuration does not allow it
   * @throws Exception whatever has kept the application from starting
   */
  String start() throws Exception {
    String address = listeners.open();
    context.getServletContext().setAttribute(Attributes.ADDRESS, address);
    if (!config.getOptionalValue("parley.websocket.deflate", Boolean.class).orElse(false)) {
      WebSocketServerComponents.ensureWebSocketComponents(server, context)
          .getExtensionRegistry()
          .unregister("permessage-deflate");
    }
    try {
      server.start();
    } catch (Exception e) {
      Object refusal = context.getServletContext().getAttribute(Attributes.REFUSAL);
      server.stop();
      throw refusal == null ? e : new StartException(refusal.toString());
    }
    return address;
  }

  /**
   * How a program on this machine asks it: the address, then further lines of {@code name=value}.
   */
  List<String> reachedBy() {
    return listeners.reachedBy();
  }

  /** Whether anything of it is still up. */
  boolean isRunning() {
    return server.isRunning()
        || Stream.of(server.getConnectors())
            .anyMatch(connector -> ((ServerConnector) connector).isOpen());
  }

  /** What the application wants to be printed, or the empty string. */
  String greeting() {
    Object greeting = context.getServletContext().getAttribute(Attributes.GREETING);
    return greeting == null ? "" : greeting.toString();
  }

  /**
   * Lets the application finish what it has accepted, then stops.
   *
   * @return whether all of it went as it should
   */
  boolean stop() {
    boolean drained = drain();
    try {
      server.stop();
      return drained;
    } catch (Exception e) {
      log.error("The server did not stop as it should", e);
      return false;
    }
  }

  private boolean drain() {
    if (!(context.getServletContext().getAttribute(Attributes.DRAIN) instanceof Runnable drain)) {
      return true;
    }
    FutureTask<?> task = new FutureTask<>(drain, null);
    Thread.ofPlatform().name("drain").daemon().start(task);
    try {
      task.get(shutdownTimeout(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      log.error("The application did not drain as it should", e.getCause());
    } catch (TimeoutException e) {
      log.error("The application did not drain within {} ms", shutdownTimeout());
      task.cancel(true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private long shutdownTimeout() {
    return Durations.millis(config, "parley.shutdown.timeout", 20_000);
  }

  private QueuedThreadPool threads() {
    QueuedThreadPool threads =
        new QueuedThreadPool(
            config.getOptionalValue("parley.http.threads", Integer.class).orElse(200), 8);
    threads.setName("http");
    if (Runtime.version().feature() >= JAVA_THAT_DOES_NOT_PIN) {
      threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    }
    return threads;
  }

  private static WebAppContext context(Path webapp, ClassLoader loader) {
    WebAppContext context =
        new WebAppContext() {
          @Override
          protected ClassLoader configureClassLoader(ClassLoader initial) {
            return initial; // Not wrapped in one that hides the server from the application.
          }
        };
    context.setContextPath("/");
    context.setBaseResourceAsPath(webapp);
    context.setClassLoader(loader);
    context.setThrowUnavailableOnStartupException(true);
    context.setMaxFormContentSize(64 * 1024);
    context.setMaxFormKeys(200);
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    // What the defaults would add (a JSP servlet, directory listings) nobody needs. Our classes are
    // scanned for annotations, the libraries are not: none of them has any that matter.
    context.setDefaultsDescriptor(null);
    context.setConfigurations(
        new org.eclipse.jetty.ee10.webapp.Configuration[] {
          new WebInfConfiguration(),
          new WebXmlConfiguration(),
          new MetaInfConfiguration(),
          new AnnotationConfiguration()
        });
    context.setInitParameter(
        CdiServletContainerInitializer.CDI_INTEGRATION_ATTRIBUTE, CdiDecoratingListener.MODE);
    // Weld looks for this one's traces; without an order it is a matter of chance who comes first.
    context.setAttribute(
        AnnotationConfiguration.SERVLET_CONTAINER_INITIALIZER_ORDER,
        CdiServletContainerInitializer.class.getName() + ",*");
    context.setInitParameter("jersey.config.server.wadl.disableWadl", "true");
    ServletHolder files = new ServletHolder("default", DefaultServlet.class);
    files.setInitParameter("dirAllowed", "false");
    files.setInitParameter("etags", "true");
    files.setInitParameter("cacheControl", "no-cache");
    context.addServlet(files, "/");
    context.setWelcomeFiles(new String[] {"index.html"});
    ErrorPageErrorHandler errors = new EveryMethodErrorHandler();
    errors.setShowStacks(false);
    errors.setShowServlet(false);
    context.setErrorHandler(errors);
    return context;
  }

  /**
   * The application says what went wrong, whatever the method was; Jetty asks it for a few only.
   */
  private static final class EveryMethodErrorHandler extends ErrorPageErrorHandler {
    @Override
    public boolean errorPageForMethod(String method) {
      return true;
    }
  }
}
