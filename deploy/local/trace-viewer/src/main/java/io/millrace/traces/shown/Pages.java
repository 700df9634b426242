package io.millrace.traces.shown;

import io.millrace.traces.http.Question;
import io.millrace.traces.http.Refusal;
import io.millrace.traces.http.Reply;
import io.millrace.traces.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import reactor.netty.http.server.HttpServerRoutes;

/** Zipkin Lens, as it stands in its jar; Jaeger's paths to a search and to a trace lead to Lens's. */
public final class Pages {

    private static final String FOLDER = "/zipkin-lens/";
    private static final String START = "index.html";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "ico", "image/x-icon",
            "png", "image/png");

    public void routes(HttpServerRoutes routes) {
        new Routes(routes, refusal -> Reply.text(refusal.status(), refusal.message()))
                .get("/", question -> Reply.redirect("/zipkin/"))
                .get("/search", question -> Reply.redirect("/zipkin/"))
                .get("/trace/{id}", question -> Reply.redirect("/zipkin/traces/" + hexadecimal(question.path("id"))))
                .get("/zipkin", question -> Reply.redirect("/zipkin/"))
                .get("/zipkin/favicon.ico", question -> file("favicon.ico"))
                .get("/zipkin/static/{kind}/{file}", Pages::asset)
                // The rest are places within the one page.
                .get("/zipkin/**", question -> file(START));
    }

    private static String hexadecimal(String id) {
        if (!id.matches("[0-9a-fA-F]{1,32}")) {
            throw new Refusal(400, "a trace id is up to 32 hexadecimal digits");
        }
        return id;
    }

    private static Reply asset(Question question) {
        String kind = question.path("kind");
        String file = question.path("file");
        if (!kind.matches("[a-z]+") || !file.matches("[\\w-]+(\\.[\\w-]+)+")) {
            throw new Refusal(404, "there is no such file");
        }
        return file("static/" + kind + "/" + file);
    }

    private static Reply file(String name) {
        try (InputStream content = Pages.class.getResourceAsStream(FOLDER + name)) {
            if (content == null) {
                throw new Refusal(404, "there is no such file");
            }
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            return Reply.bytes(200, type, content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " from the class path", e);
        }
    }
}
