package io.millrace.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The metrics that operators were promised: the table of {@code deploy/observability/metrics.md}. */
public final class ListedMetrics {

    private static final Path TABLE =
            Path.of(System.getProperty("millrace.root", "."), "deploy/observability/metrics.md");

    private ListedMetrics() {}

    /** Those that this service is to expose, by the names that Prometheus gives them. */
    public static List<String> of(String service) {
        boolean flow = service.endsWith("-flow");
        return rows().filter(row -> {
                    Set<String> toldBy = Set.copyOf(Arrays.asList(row[2].split(", ")));
                    return toldBy.contains("all") || toldBy.contains(service) || flow && toldBy.contains("flows");
                })
                .map(row -> row[1].replace("`", ""))
                .toList();
    }

    /** Those of them that are not there in what a service exposes. */
    public static List<String> missing(String service, int managementPort) {
        String exposed = scrape(managementPort);
        return of(service).stream()
                .filter(name -> !Pattern.compile("(?m)^" + name + "(_count)?[ {]")
                        .matcher(exposed)
                        .find())
                .toList();
    }

    private static String scrape(int port) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
            return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String[]> rows() {
        try {
            return Files.readAllLines(TABLE).stream()
                    .filter(line -> line.startsWith("| `"))
                    .map(line ->
                            Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
