/**
 * {@code java -jar parley.war}: reads the command line, unpacks the WAR into the data directory
 * once, and runs {@link dev.parley.launcher.embedded} in a process of its own. That process gets a
 * Java that is new enough, the libraries on its class path, and what makes the JVM start quickly;
 * none of it can be had by a process that runs already.
 *
 * <p>This package is compiled for Java 11 and uses {@code java.base} and {@code java.management}
 * only, so that whatever Java somebody happens to have can say what it lacks. Nothing else in the
 * hub knows it, and a full server never sees it: it lies in {@code WEB-INF/launcher}, not among the
 * WAR's classes. {@link dev.parley.launcher.Start} is the only class at the root of the WAR,
 * because a full server hands out what lies there.
 *
 * <p>What the launcher and the application know of each other are configuration properties and a
 * few attributes of the servlet context, named in {@code dev.parley.launcher.embedded.Attributes}.
 */
@NullMarked
package dev.parley.launcher;

import org.jspecify.annotations.NullMarked;
