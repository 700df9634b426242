package io.millrace.local.parts;

/** Tells the person at the terminal how a part comes up. */
public interface Progress {

    Progress NONE = new Progress() {
        @Override
        public void doing(String what) {}

        @Override
        public void note(String what) {}
    };

    /** What it is busy with from now on; reads well with the part's name behind it. */
    void doing(String what);

    /** Something to remember, that stays on the screen. */
    void note(String what);
}
