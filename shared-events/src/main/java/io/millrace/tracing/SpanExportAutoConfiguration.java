package io.millrace.tracing;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessorBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties.Export;
import org.springframework.context.annotation.Bean;

/**
 * Hands spans to their exporters as they are. Spring Boot's own processor, which this one stands in for, puts Micrometer's filters in
 * between; we have none, and each span's attributes were copied and sorted twice for them.
 */
@AutoConfiguration(
        beforeName =
                "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration")
@ConditionalOnClass({BatchSpanProcessor.class, OpenTelemetryTracingProperties.class})
@EnableConfigurationProperties(OpenTelemetryTracingProperties.class)
public class SpanExportAutoConfiguration {

    /** As {@code management.opentelemetry.tracing.export} says. */
    @Bean
    BatchSpanProcessor spanProcessor(
            ObjectProvider<SpanExporter> exporters,
            ObjectProvider<MeterProvider> meters,
            OpenTelemetryTracingProperties properties) {
        Export export = properties.getExport();
        BatchSpanProcessorBuilder processor = BatchSpanProcessor.builder(
                        SpanExporter.composite(exporters.orderedStream().toList()))
                .setExportUnsampledSpans(export.isIncludeUnsampled())
                .setExporterTimeout(export.getTimeout())
                .setMaxExportBatchSize(export.getMaxBatchSize())
                .setMaxQueueSize(export.getMaxQueueSize())
                .setScheduleDelay(export.getScheduleDelay());
        meters.ifAvailable(processor::setMeterProvider);
        return processor.build();
    }
}
