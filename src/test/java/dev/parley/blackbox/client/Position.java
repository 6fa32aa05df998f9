package dev.parley.blackbox.client;

import jakarta.json.JsonObject;

/** How far a client has come. */
public record Position(String epoch, long offset) {
  /** Where a state or a resync puts its reader. */
  public static Position of(JsonObject frame) {
    return new Position(frame.getString("epoch"), frame.getJsonNumber("offset").longValueExact());
  }

  /** The parameters by which one goes on from here. */
  public String query() {
    return "&since=" + offset + "&epoch=" + epoch;
  }
}
