# Reads every .ics file of a folder with ruby-icalendar and prints what it understood as JSON.
require 'stringio'
require 'icalendar'
require 'json'

def moment(value)
  return value.strftime('%Y%m%d') if value.is_a?(Icalendar::Values::Date)

  value.to_time.to_i
end

def person(value)
  value ? "#{value.ical_params['cn'].first} <#{value.to_s.delete_prefix('mailto:')}>" : ''
end

def read(event)
  {
    uid: event.uid.to_s, summary: event.summary.to_s, description: event.description.to_s,
    location: event.location.to_s, status: event.status.to_s, sequence: event.sequence.to_i,
    start: moment(event.dtstart), end: moment(event.dtend),
    organizer: person(event.organizer), attendee: person(event.attendee.first)
  }
end

def read_task(task)
  {
    uid: task.uid.to_s, summary: task.summary.to_s, description: task.description.to_s,
    status: task.status.to_s, sequence: task.sequence.to_i,
    due: moment(task.due), completed: task.completed ? moment(task.completed) : ''
  }
end

result = Dir.children(ARGV[0]).to_h do |name|
  text = File.read(File.join(ARGV[0], name), mode: 'rb', encoding: 'UTF-8')
  calendar = Icalendar::Calendar.parse(text).first
  [name, calendar.events.map { |event| read(event) } + calendar.todos.map { |task| read_task(task) }]
end
puts JSON.generate(result)
