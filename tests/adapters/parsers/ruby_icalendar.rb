# Reads every .ics file of a folder with ruby-icalendar and prints what it understood as JSON.
require 'stringio'
require 'icalendar'
require 'json'

def moment(value)
  return value.strftime('%Y%m%d') if value.is_a?(Icalendar::Values::Date)

  value.to_time.to_i
end

def read(event)
  {
    uid: event.uid.to_s, summary: event.summary.to_s, description: event.description.to_s,
    location: event.location.to_s, status: event.status.to_s, sequence: event.sequence.to_i,
    start: moment(event.dtstart), end: moment(event.dtend)
  }
end

result = Dir.children(ARGV[0]).to_h do |name|
  text = File.read(File.join(ARGV[0], name), mode: 'rb', encoding: 'UTF-8')
  [name, Icalendar::Calendar.parse(text).flat_map(&:events).map { |event| read(event) }]
end
puts JSON.generate(result)
