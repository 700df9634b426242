package io.millrace.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what an error means for the record that met it. */
@FunctionalInterface
public interface FailureSorter {

    /** What to do next; null when this sorter does not know the error. */
    @Nullable
    Failure sort(Throwable error);

    /** Asks each in turn. What nobody knows is {@link Failure#TRANSIENT}: tried again, but a bounded number of times. */
    static FailureSorter firstOf(List<FailureSorter> sorters) {
        List<FailureSorter> all = List.copyOf(sorters);
        return error -> {
            for (FailureSorter sorter : all) {
                Failure known = sorter.sort(error);
                if (known != null) {
                    return known;
                }
            }
            return Failure.TRANSIENT;
        };
    }
}
