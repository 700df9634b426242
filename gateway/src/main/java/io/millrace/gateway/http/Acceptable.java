package io.millrace.gateway.http;

import java.util.List;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Whether a caller takes what would be answered. */
public final class Acceptable {

    private Acceptable() {}

    /** @throws ProblemException 406 when {@code Accept} is there and rules {@code offered} out, or cannot be made out */
    public static void require(ServerRequest request, MediaType offered) {
        if (!accepts(request, offered)) {
            throw Problem.notAcceptable(offered.toString()).exception();
        }
    }

    /** The most specific range that matches decides, so that {@code *}{@code /*, text/html;q=0} takes all but one. */
    private static boolean accepts(ServerRequest request, MediaType offered) {
        List<MediaType> ranges;
        try {
            ranges = request.headers().accept();
        } catch (InvalidMediaTypeException malformed) {
            return false;
        }
        if (ranges.isEmpty()) {
            return true;
        }
        MediaType closest = null;
        for (MediaType range : ranges) {
            if (range.includes(offered) && (closest == null || range.isMoreSpecific(closest))) {
                closest = range;
            }
        }
        return closest != null && closest.getQualityValue() > 0;
    }
}
