//! People, organisations and places of the invented news, by Zipf's law, each written in several ways.

use crate::bench::draw::{Draw, push_word};

const GIVEN: [&str; 40] = [
    "John", "Maria", "David", "Anna", "Peter", "Laura", "James", "Elena", "Robert", "Julia", "Michael",
    "Sarah", "Thomas", "Carmen", "Daniel", "Sofia", "Paul", "Irene", "Mark", "Teresa", "George", "Alice",
    "Andrew", "Nadia", "Carlos", "Helen", "Martin", "Olga", "Simon", "Ruth", "Frank", "Lucia", "Victor",
    "Emma", "Antonio", "Clara", "Henry", "Marta", "Ivan", "Grace",
];

const ROLES: [&str; 10] = [
    "chairman",
    "minister",
    "director",
    "spokesman",
    "president",
    "economist",
    "governor",
    "analyst",
    "mayor",
    "secretary",
];

const BODIES: [&str; 10] = [
    "Bank",
    "Group",
    "Corporation",
    "Council",
    "University",
    "Institute",
    "Holdings",
    "Airlines",
    "Association",
    "Energy",
];

/// Places that everybody knows come first; the others are invented.
const PLACES: [&str; 40] = [
    "London",
    "Washington",
    "China",
    "Germany",
    "France",
    "Russia",
    "Japan",
    "Brussels",
    "Paris",
    "India",
    "Berlin",
    "Moscow",
    "Beijing",
    "Italy",
    "Spain",
    "Ukraine",
    "Tokyo",
    "Brazil",
    "Canada",
    "Australia",
    "Mexico",
    "Rome",
    "Madrid",
    "Egypt",
    "Turkey",
    "Poland",
    "Vienna",
    "Geneva",
    "Nairobi",
    "Kenya",
    "Chile",
    "Norway",
    "Sweden",
    "Istanbul",
    "Warsaw",
    "Lisbon",
    "Athens",
    "Dublin",
    "Peru",
    "Ghana",
];

/// Those that an event is about.
pub(super) struct Cast {
    people: Vec<Person>,
    bodies: Vec<Body>,
    places: Vec<String>,
}

struct Person {
    given: &'static str,
    surname: String,
    role: &'static str,
}

struct Body {
    name: String,
    kind: &'static str,
}

impl Cast {
    /// Draws between one and five of each.
    pub(super) fn new(draw: &mut Draw) -> Self {
        let n_people = 1 + draw.below(5);
        let n_bodies = 1 + draw.below(4);
        let n_places = 1 + draw.below(4);
        Self {
            people: (0..n_people).map(|_| Person::new(draw)).collect(),
            bodies: (0..n_bodies).map(|_| Body::new(draw)).collect(),
            places: (0..n_places).map(|_| place(draw)).collect(),
        }
    }

    /// Writes how a sentence begins that has one of them as its subject.
    pub(super) fn push_subject(&self, text: &mut String, draw: &mut Draw) {
        match draw.below(10) {
            0..3 => {
                self.person(draw).push_full(text, draw);
                text.push_str(", ");
                text.push_str(self.person(draw).role);
                text.push_str(" of ");
                self.body(draw).push(text, draw);
                text.push_str(", said that ");
            }
            3..6 => {
                self.person(draw).push_short(text, draw);
                text.push_str(" said ");
            }
            6..8 => {
                text.push_str("The ");
                self.body(draw).push(text, draw);
                text.push_str(" said ");
            }
            _ => {
                text.push_str("In ");
                text.push_str(&self.places[draw.below(self.places.len())]);
                text.push_str(", ");
            }
        }
    }

    /// Writes the name of one of them as headlines have it.
    pub(super) fn push_headline(&self, text: &mut String, draw: &mut Draw) {
        match draw.below(3) {
            0 => text.push_str(&self.person(draw).surname),
            1 => self.body(draw).push(text, draw),
            _ => text.push_str(&self.places[draw.below(self.places.len())]),
        }
    }

    /// Returns where the event is.
    pub(super) fn place(&self) -> &str {
        &self.places[0]
    }

    fn person(&self, draw: &mut Draw) -> &Person {
        // Events have a main character.
        &self.people[draw.below(self.people.len()).min(draw.below(self.people.len()))]
    }

    fn body(&self, draw: &mut Draw) -> &Body {
        &self.bodies[draw.below(self.bodies.len())]
    }
}

impl Person {
    fn new(draw: &mut Draw) -> Self {
        let rank = draw.rank(20, 10, 700);
        Self {
            given: GIVEN[rank * 13 % GIVEN.len()],
            surname: name(rank),
            role: ROLES[rank % ROLES.len()],
        }
    }

    fn push_full(&self, text: &mut String, draw: &mut Draw) {
        text.push_str(self.given);
        if draw.happens(10) {
            text.push_str(" J.");
        }
        text.push(' ');
        self.push_surname(text, draw);
    }

    fn push_short(&self, text: &mut String, draw: &mut Draw) {
        match draw.below(6) {
            0 => text.push_str("Mr "),
            1 => text.push_str("Dr "),
            2 => return self.push_full(text, draw),
            _ => {}
        }
        self.push_surname(text, draw);
    }

    /// Now and then a surname is transcribed in another way.
    fn push_surname(&self, text: &mut String, draw: &mut Draw) {
        if draw.happens(3) {
            text.push_str(&self.surname.replace('k', "c").replace("el", "iel"));
        } else {
            text.push_str(&self.surname);
        }
    }
}

impl Body {
    fn new(draw: &mut Draw) -> Self {
        let rank = draw.rank(10, 9, 650);
        Self {
            name: name(rank + 7),
            kind: BODIES[rank % BODIES.len()],
        }
    }

    fn push(&self, text: &mut String, draw: &mut Draw) {
        text.push_str(&self.name);
        if draw.below(4) > 0 {
            text.push(' ');
            text.push_str(self.kind);
        }
    }
}

fn place(draw: &mut Draw) -> String {
    let rank = draw.rank(5, 8, 600);
    match PLACES.get(rank) {
        Some(place) => (*place).to_owned(),
        None if rank.is_multiple_of(3) => format!("Port {}", name(rank)),
        None => format!("{}ville", name(rank)),
    }
}

/// Returns the word of a rank as a name, with an ending that no other word has.
pub(super) fn name(rank: usize) -> String {
    let mut name = String::new();
    push_word(&mut name, rank);
    name.push_str(["o", "ev", "ardt", "ini"][rank % 4]);
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name
}
