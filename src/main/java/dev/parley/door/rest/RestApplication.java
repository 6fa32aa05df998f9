package dev.parley.door.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The resources and what surrounds them. Named one by one: no container has to search. */
@ApplicationPath(RestApplication.PATH)
public class RestApplication extends Application {
  /** Where the resources are. */
  public static final String PATH = "/api/v1";

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        CollaborationResource.class,
        HistoryResource.class,
        DecisionRequestResource.class,
        ApiKeyResource.class,
        BackupResource.class,
        MeResource.class,
        NotificationResource.class,
        BroadcastResource.class,
        RoomResource.class,
        RoomMemberResource.class,
        RoomInvitationResource.class,
        InvitationResource.class,
        MessageResource.class,
        AuditResource.class,
        ReactionResource.class,
        AttachmentResource.class,
        ConversationResource.class,
        SearchResource.class,
        AgentResource.class,
        ContentResource.class,
        PresenceResource.class,
        OwnPresenceResource.class,
        ConnectionResource.class,
        CallerFilter.class,
        UnreadBodyFilter.class,
        ProblemMapper.class);
  }

  /** Jersey shall not describe the resources by itself. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
