package io.millrace.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Many callers at once: all of them wait at the gate until the last one has come. */
final class Concurrently {

    private Concurrently() {}

    static <T> List<T> call(int times, Callable<T> call) throws Exception {
        return call(times, caller -> call);
    }

    static <T> List<T> call(int times, IntFunction<Callable<T>> caller) throws Exception {
        CountDownLatch gate = new CountDownLatch(times);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> calls = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                Callable<T> call = caller.apply(i);
                calls.add(threads.submit(() -> {
                    gate.countDown();
                    gate.await();
                    return call.call();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> one : calls) {
                answers.add(one.get(120, TimeUnit.SECONDS));
            }
            return answers;
        }
    }
}
