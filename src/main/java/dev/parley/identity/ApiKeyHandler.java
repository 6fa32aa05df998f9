package dev.parley.identity;

import dev.parley.journal.Batch;
import dev.parley.journal.CommandHandler;
import dev.parley.vocabulary.Act;
import dev.parley.vocabulary.ApiKey;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.DurableCommand.CreateApiKey;
import dev.parley.vocabulary.DurableCommand.RevokeApiKey;
import dev.parley.vocabulary.DurableEvent.ApiKeyCreated;
import dev.parley.vocabulary.DurableEvent.ApiKeyRevoked;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Refusal.Fault;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Topic;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Creates and revokes API keys. Has no state. */
public final class ApiKeyHandler implements CommandHandler {

  @Override
  public Set<Class<? extends DurableCommand>> commands() {
    return Set.of(CreateApiKey.class, RevokeApiKey.class);
  }

  @Override
  public void announceKeys(DurableCommand command, Caller caller, Keys keys) {
    if (command instanceof CreateApiKey create) {
      keys.add(ApiKeyRow.class, create.id());
    } else if (command instanceof RevokeApiKey revoke) {
      keys.add(ApiKeyRow.class, revoke.id());
    }
  }

  @Override
  public Reply handle(DurableCommand command, Batch batch) {
    if (command instanceof CreateApiKey create) {
      return create(create, batch);
    }
    if (command instanceof RevokeApiKey revoke) {
      return revoke(revoke, batch);
    }
    throw new IllegalArgumentException("not a command about keys: " + command.getClass());
  }

  private static Reply create(CreateApiKey command, Batch batch) {
    ApiKeyRow existing = batch.find(ApiKeyRow.class, command.id());
    if (existing != null) {
      return repeated(command, existing.toApiKey());
    }
    List<Fault> faults = faults(command, batch);
    if (!faults.isEmpty()) {
      return new Reply.Refused(Refusal.invalid(faults));
    }
    ApiKey key =
        new ApiKey(
            command.id(),
            command.secretHash(),
            command.ownerKind(),
            command.ownerId(),
            command.roles(),
            command.name(),
            batch.now(),
            command.expiresAt() == null ? null : command.expiresAt().truncatedTo(ChronoUnit.MILLIS),
            null);
    batch.persist(new ApiKeyRow(key), key.id());
    batch.append(Topic.IDENTITY, new ApiKeyCreated(key));
    batch.record(
        Act.on(
            Act.Kind.API_KEY_CREATED,
            key.id(),
            "for "
                + key.ownerKind().wireName()
                + ":"
                + key.ownerId()
                + " as "
                + key.roles().stream().map(Role::wireName).sorted().toList()));
    return Reply.created(key.id());
  }

  /**
   * An id is derived from the Idempotency-Key, so it can come again after the journal forgot it.
   */
  private static Reply repeated(CreateApiKey command, ApiKey existing) {
    return existing.secretHash().equals(command.secretHash()) && existing.revokedAt() == null
        ? Reply.created(existing.id())
        : Reply.refused(
            Refusal.Code.CONFLICT,
            "This request has made a key before, which has been revoked; use another"
                + " Idempotency-Key.");
  }

  private static List<Fault> faults(CreateApiKey command, Batch batch) {
    List<Fault> faults = new ArrayList<>();
    if (command.ownerKind() == Caller.Kind.ANONYMOUS) {
      faults.add(new Fault("/owner/kind", "must be user, agent or service."));
    }
    if (ReservedNames.contains(command.ownerKind(), command.ownerId())) {
      faults.add(new Fault("/owner/id", "is the hub's own."));
    }
    if (command.roles().isEmpty()) {
      faults.add(new Fault("/roles", "must name a role."));
    }
    if (command.ownerKind() == Caller.Kind.AGENT && command.roles().contains(Role.ADMIN)) {
      faults.add(
          new Fault("/roles", "an agent acts for itself alone and cannot be an administrator."));
    }
    Instant expiresAt = command.expiresAt();
    if (expiresAt != null && !expiresAt.isAfter(batch.now())) {
      faults.add(new Fault("/expiresAt", "must be in the future."));
    }
    if (expiresAt != null && expiresAt.isAfter(ExpiryTimes.LATEST)) {
      faults.add(new Fault("/expiresAt", "must be before the year 10000."));
    }
    return faults;
  }

  private static Reply revoke(RevokeApiKey command, Batch batch) {
    ApiKeyRow row = batch.find(ApiKeyRow.class, command.id());
    if (row == null) {
      return Reply.refused(Refusal.Code.NOT_FOUND, "There is no key of this id.");
    }
    if (row.toApiKey().revokedAt() == null) {
      row.revoke(batch.now());
      batch.append(Topic.IDENTITY, new ApiKeyRevoked(command.id(), batch.now()));
      batch.record(Act.on(Act.Kind.API_KEY_REVOKED, command.id(), ""));
    }
    return Reply.done();
  }
}
