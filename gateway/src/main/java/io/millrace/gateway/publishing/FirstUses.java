package io.millrace.gateway.publishing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.gateway.GatewayProperties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the ids that follow from idempotency keys were first used for, on this instance and as far as it remembers. */
public final class FirstUses<V> {

    private final Cache<UUID, V> uses;

    public FirstUses(GatewayProperties limits) {
        uses = Caffeine.newBuilder()
                .maximumSize(limits.idempotencyKeys())
                .expireAfterWrite(limits.idempotencyMemory())
                // Housekeeping happens in passing; the common pool would be one more thread to share the cores with.
                .executor(Runnable::run)
                .build();
    }

    /** The first use; null when there was none. */
    public @Nullable V find(UUID id) {
        return uses.getIfPresent(id);
    }

    /** The first use, which is {@code mine} when there was none. Of several threads that come at once one is the first. */
    public V firstOr(UUID id, V mine) {
        V earlier = uses.asMap().putIfAbsent(id, mine);
        return earlier == null ? mine : earlier;
    }

    /** Makes the key free again if the log never took what came of it. One that may have been stored stays taken. */
    public void forgetIfRefused(UUID id, V use, Throwable error) {
        if (EventLog.isRefusal(error)) {
            uses.asMap().remove(id, use);
        }
    }
}
