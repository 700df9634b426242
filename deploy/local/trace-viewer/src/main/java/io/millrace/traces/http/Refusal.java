package io.millrace.traces.http;

/** Why a request is not answered as it wishes, in a sentence for whoever sent it. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    /** @param status of HTTP, 400 or more */
    public Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    /** A mistake of ours becomes a 500; that it was made is said in the log. */
    public static Refusal of(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        System.getLogger(Refusal.class.getName()).log(System.Logger.Level.ERROR, "a request failed", failure);
        return new Refusal(500, "the trace viewer made a mistake: its log says which");
    }
}
