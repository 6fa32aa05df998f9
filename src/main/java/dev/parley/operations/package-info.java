/**
 * What those need who run the hub: the list of everything that can be configured, health in the
 * shape of MicroProfile Health, metrics for Prometheus, and the OpenAPI document.
 *
 * <p>May use MicroProfile Config, Micrometer, Jakarta Servlet and JSON Processing; knows no feature
 * and no door.
 */
@NullMarked
package dev.parley.operations;

import org.jspecify.annotations.NullMarked;
