package org.millwright.maintenance.training.vibration;

/** Brings a recording to a lower rate: a windowed sinc cuts what does not fit, then every n-th sample is kept. */
final class Decimation {

    /** Zero crossings of the sinc to either side. */
    private static final int CROSSINGS = 24;
    /** Of half of the new rate. */
    private static final double CUT = 0.96;

    private Decimation() {}

    static Recording by(int factor, Recording recording) {
        double[] samples = recording.whole().samples();
        int half = CROSSINGS * factor;
        double[] filter = new double[2 * half + 1];
        double sum = 0;
        for (int i = 0; i < filter.length; i++) {
            double x = Math.PI * CUT * (i - half) / factor;
            double hann = 0.5 + 0.5 * Math.cos(Math.PI * (i - half) / (half + 1));
            filter[i] = (x == 0 ? 1 : Math.sin(x) / x) * hann;
            sum += filter[i];
        }
        int count = (samples.length - filter.length) / factor + 1;
        double[] fewer = new double[Math.max(0, count)];
        for (int i = 0; i < fewer.length; i++) {
            for (int j = 0; j < filter.length; j++) {
                fewer[i] += filter[j] / sum * samples[i * factor + j];
            }
        }
        return recording.with(recording.rateHertz() / factor, fewer);
    }
}
