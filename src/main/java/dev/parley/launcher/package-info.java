/**
 * {@code java -jar parley.war}: reads the command line, claims the data directory, unpacks the WAR
 * into it once, and hands over to {@link dev.parley.launcher.embedded}. It uses the JDK only,
 * because it runs before the libraries can be loaded. Nothing else in the hub knows this package,
 * and a full server never sees it: it lies in {@code WEB-INF/launcher}, not among the WAR's
 * classes.
 *
 * <p>What the launcher and the application know of each other are configuration properties and
 * three attributes of the servlet context, named in {@link
 * dev.parley.launcher.embedded.Attributes}.
 */
@NullMarked
package dev.parley.launcher;

import org.jspecify.annotations.NullMarked;
