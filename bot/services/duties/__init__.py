"""The duties of the school's year: what people do with them, and what time does to them."""
