package io.millrace.tracing;

import io.opentelemetry.api.common.AttributeKey;

/** OpenTelemetry's names for what we tell, and a few of our own where it has none. Those for messaging are not stable there yet, so no library has them. */
public final class Semconv {

    public static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    static final AttributeKey<String> MESSAGING_SYSTEM = AttributeKey.stringKey("messaging.system");
    static final AttributeKey<String> MESSAGING_OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");
    static final AttributeKey<String> MESSAGING_OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    static final AttributeKey<String> MESSAGING_DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    static final AttributeKey<String> MESSAGING_PARTITION =
            AttributeKey.stringKey("messaging.destination.partition.id");
    static final AttributeKey<Long> MESSAGING_OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    static final AttributeKey<String> MESSAGING_GROUP = AttributeKey.stringKey("messaging.consumer.group.name");
    static final AttributeKey<String> MESSAGING_ID = AttributeKey.stringKey("messaging.message.id");

    static final AttributeKey<String> DB_SYSTEM = AttributeKey.stringKey("db.system.name");
    static final AttributeKey<String> DB_OPERATION = AttributeKey.stringKey("db.operation.name");
    static final AttributeKey<String> DB_COLLECTION = AttributeKey.stringKey("db.collection.name");
    static final AttributeKey<String> DB_SUMMARY = AttributeKey.stringKey("db.query.summary");
    static final AttributeKey<Long> DB_BATCH_SIZE = AttributeKey.longKey("db.operation.batch.size");

    public static final AttributeKey<String> HTTP_METHOD = AttributeKey.stringKey("http.request.method");
    public static final AttributeKey<Long> HTTP_STATUS = AttributeKey.longKey("http.response.status_code");
    public static final AttributeKey<String> HTTP_ROUTE = AttributeKey.stringKey("http.route");
    public static final AttributeKey<String> URL_FULL = AttributeKey.stringKey("url.full");
    public static final AttributeKey<String> URL_PATH = AttributeKey.stringKey("url.path");
    public static final AttributeKey<String> URL_SCHEME = AttributeKey.stringKey("url.scheme");
    public static final AttributeKey<String> URL_TEMPLATE = AttributeKey.stringKey("url.template");
    public static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
    public static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
    public static final AttributeKey<String> PEER_SERVICE = AttributeKey.stringKey("peer.service");

    public static final AttributeKey<String> ORDER_STATUS = AttributeKey.stringKey("millrace.order.status");
    public static final AttributeKey<String> REASON = AttributeKey.stringKey("millrace.reason");
    public static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("millrace.attempt");
    public static final AttributeKey<Long> DELAY = AttributeKey.longKey("millrace.retry.delay_ms");
    public static final AttributeKey<String> DEPENDENCY = AttributeKey.stringKey("millrace.dependency");
    public static final AttributeKey<Long> SUBSCRIBERS = AttributeKey.longKey("millrace.subscribers");

    private Semconv() {}
}
