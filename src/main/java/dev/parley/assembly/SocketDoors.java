package dev.parley.assembly;

import dev.parley.delivery.Dialect;
import dev.parley.door.Protocol;
import dev.parley.door.WebSocketDoor;
import dev.parley.door.agents.AgentsProtocol;
import dev.parley.door.collaboration.CollaborationProtocol;
import dev.parley.door.rooms.RoomsProtocol;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The WebSocket doors, each at its path.
 *
 * @param byPath in the order in which they are opened
 */
record SocketDoors(Map<String, WebSocketDoor> byPath) {
  /**
   * @param roomPaths where the Rooms door is
   * @throws IllegalArgumentException with a message for the operator, where a path is another's
   */
  static SocketDoors of(
      WebSocketDoor.Means means,
      Dialect collaboration,
      AgentsProtocol agents,
      Dialect rooms,
      Set<String> roomPaths) {
    Map<String, WebSocketDoor> doors = new LinkedHashMap<>();
    add(doors, CollaborationProtocol.PATH, means, new CollaborationProtocol(collaboration));
    add(doors, AgentsProtocol.PATH, means, agents);
    Protocol talk = new RoomsProtocol(rooms);
    roomPaths.forEach(path -> add(doors, path, means, talk));
    return new SocketDoors(doors);
  }

  private static void add(
      Map<String, WebSocketDoor> doors, String path, WebSocketDoor.Means means, Protocol protocol) {
    if (doors.putIfAbsent(path, new WebSocketDoor(means, protocol)) != null) {
      throw new IllegalArgumentException("There are two doors at " + path + ".");
    }
  }
}
