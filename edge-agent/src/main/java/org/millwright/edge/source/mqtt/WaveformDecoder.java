package org.millwright.edge.source.mqtt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.millwright.edge.config.MqttSourceConfig.MqttWaveform;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.waveform.Recording;
import org.millwright.edge.waveform.Recording.Content;
import org.millwright.edge.waveform.Recordings;

/** Hands waveforms on, and leaves all other topics to another decoder. */
final class WaveformDecoder implements Decoder {

    private final Decoder others;
    private final Map<String, MqttWaveform> byTopic = new LinkedHashMap<>();
    private final Recordings recordings;

    WaveformDecoder(List<MqttWaveform> waveforms, Recordings recordings, Decoder others) {
        waveforms.forEach(waveform -> byTopic.put(waveform.topic(), waveform));
        this.recordings = recordings;
        this.others = others;
    }

    @Override
    public List<String> filters() {
        List<String> filters = new ArrayList<>(others.filters());
        filters.addAll(byTopic.keySet());
        return filters;
    }

    @Override
    public Set<Machine> machines() {
        Set<Machine> machines = new HashSet<>(others.machines());
        byTopic.values().forEach(waveform -> machines.add(waveform.channel().machine()));
        return machines;
    }

    @Override
    public void connecting() {
        others.connecting();
    }

    @Override
    public void connected() {
        others.connected();
    }

    @Override
    public List<Event> decode(Arrival arrival) {
        MqttWaveform waveform = byTopic.get(arrival.topic());
        if (waveform == null) {
            return others.decode(arrival);
        }
        take(waveform, waveform.format().decode(arrival.payload()), arrival);
        return List.of();
    }

    @Override
    public void skip(Arrival arrival) {
        MqttWaveform waveform = byTopic.get(arrival.topic());
        if (waveform == null) {
            others.skip(arrival);
        } else {
            String size = arrival.payload().length + " bytes";
            take(waveform, new Content.Unreadable("its message of " + size + " could not be taken"), arrival);
        }
    }

    /** The samples alone have no time: one that the broker has kept was recorded nobody knows when, and is no good. */
    private void take(MqttWaveform waveform, Content content, Arrival arrival) {
        recordings.take(new Recording(
                waveform.channel(), content, arrival.untimedStatus(), Reading.UNKNOWN_TIME, arrival.nanos()));
    }

    @Override
    public List<Event> tick(long nowNanos) {
        return others.tick(nowNanos);
    }
}
