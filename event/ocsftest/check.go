package ocsftest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Check returns every way in which one event departs from the schema, in order.
func (s *Schema) Check(data []byte) []string {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var event object
	if err := d.Decode(&event); err != nil {
		return []string{"not JSON: " + err.Error()}
	}
	c := &checker{schema: s}
	c.event(event)
	slices.Sort(c.errors)
	return c.errors
}

// checker collects errors of one event.
type checker struct {
	schema   *Schema
	profiles []string
	errors   []string
}

func (c *checker) fail(path, format string, args ...any) {
	c.errors = append(c.errors, path+": "+fmt.Sprintf(format, args...))
}

func (c *checker) event(e object) {
	class := c.class(e)
	if class == nil {
		return
	}
	for _, p := range asList(member(e, "metadata")["profiles"]) {
		c.profiles = append(c.profiles, text(p))
	}
	category := member(c.schema.categories, class.category)
	for key, want := range map[string]string{
		"class_name":    class.caption,
		"category_uid":  fmt.Sprint(whole(category["uid"])),
		"category_name": text(category["caption"]),
		"type_uid":      typeUID(e),
	} {
		if got, ok := e[key]; ok && want != "" && fmt.Sprint(got) != want {
			c.fail(key, "is %v, the schema has %v", got, want)
		}
	}
	c.object("", e, class)
}

func typeUID(e object) string {
	class, _ := strconv.ParseInt(number(e["class_uid"]), 10, 64)
	activity, _ := strconv.ParseInt(number(e["activity_id"]), 10, 64)
	return strconv.FormatInt(class*100+activity, 10)
}

func (c *checker) class(e object) *shape {
	uid := number(e["class_uid"])
	for name := range c.schema.events {
		sh, err := c.schema.resolve(c.schema.events, name)
		if err != nil {
			c.fail(name, "%v", err)
			return nil
		}
		if strconv.FormatInt(sh.uid, 10) == uid && (sh.uid != 0 || name == "base_event") {
			return sh
		}
	}
	c.fail("class_uid", "no class has the number %q", uid)
	return nil
}

func (c *checker) object(path string, o object, sh *shape) {
	for name, v := range o {
		a := sh.attributes[name]
		switch {
		case a == nil:
			c.fail(path+name, "not an attribute of %s", sh.name)
		case !c.enabled(a):
			c.fail(path+name, "belongs to the profile %v, which metadata.profiles does not name", a["profile"])
		case a["@deprecated"] != nil:
			c.fail(path+name, "is deprecated")
		default:
			c.value(path+name, v, a)
			c.sibling(path, name, o, a)
		}
	}
	for name, a := range sh.attributes {
		if _, has := o[name]; !has && a["requirement"] == "required" && c.enabled(a) {
			c.fail(path+name, "is required by %s", sh.name)
		}
	}
	c.constraints(path, o, sh)
}

func (c *checker) enabled(a object) bool {
	p := text(a["profile"])
	return p == "" || slices.Contains(c.profiles, p)
}

func (c *checker) constraints(path string, o object, sh *shape) {
	for kind, list := range sh.constraints {
		n := 0
		for _, name := range asList(list) {
			if _, has := o[text(name)]; has {
				n++
			}
		}
		if n == 0 || kind == "just_one" && n > 1 {
			c.fail(strings.TrimSuffix(path, "."), "%s has %d of %s: %v", sh.name, n, kind, list)
		}
	}
}

// sibling compares an enumeration's number with the text that goes with it.
func (c *checker) sibling(path, name string, o, a object) {
	sibling, enum := text(a["sibling"]), member(a, "enum")
	got, has := o[sibling]
	id := number(o[name])
	if !has || enum == nil || id == "99" || path == "" && (name == "class_uid" || name == "category_uid" || name == "type_uid") {
		return
	}
	if want := text(member(enum, id)["caption"]); want != got {
		c.fail(path+sibling, "is %q, which does not go with %s %s (%q)", got, name, id, want)
	}
}

func (c *checker) value(path string, v any, a object) {
	if array, _ := a["is_array"].(bool); array {
		list, ok := v.([]any)
		if !ok {
			c.fail(path, "is not a list")
		}
		for i, item := range list {
			c.single(fmt.Sprintf("%s[%d]", path, i), item, a)
		}
		return
	}
	c.single(path, v, a)
}

func (c *checker) single(path string, v any, a object) {
	name := text(a["type"])
	if def := member(c.schema.types, name); def != nil {
		c.scalar(path, v, name, def)
		c.enum(path, v, a)
		return
	}
	if name == "object" {
		if _, ok := v.(object); !ok {
			c.fail(path, "is not an object")
		}
		return
	}
	sh, err := c.schema.resolve(c.schema.objects, name)
	if err != nil {
		c.fail(path, "%v", err)
		return
	}
	o, ok := v.(object)
	if !ok {
		c.fail(path, "is not an object of type %s", name)
		return
	}
	c.object(path+".", o, sh)
}

// enum checks an enumeration. Those of classes hold one entry each, which
// event compares itself.
func (c *checker) enum(path string, v any, a object) {
	enum := member(a, "enum")
	if enum == nil || path == "class_uid" || path == "category_uid" || path == "type_uid" {
		return
	}
	if _, ok := enum[fmt.Sprint(v)]; !ok {
		c.fail(path, "%v is not one of its values", v)
	}
}

func (c *checker) scalar(path string, v any, name string, def object) {
	base := name
	if parent := text(def["type"]); parent != "" {
		base = parent
		if root := text(member(c.schema.types, parent)["type"]); root != "" {
			base = root
		}
	}
	if !fits(v, base) {
		c.fail(path, "%v is not of type %s", v, name)
		return
	}
	s := fmt.Sprint(v)
	if r := text(def["regex"]); r != "" && !regexp.MustCompile(r).MatchString(s) {
		c.fail(path, "%q does not have the form of %s", s, name)
	}
	if most := whole(def["max_len"]); most > 0 && int64(len(s)) > most {
		c.fail(path, "is longer than %d", most)
	}
	if bounds := asList(def["range"]); len(bounds) == 2 {
		if n, _ := strconv.ParseInt(s, 10, 64); n < whole(bounds[0]) || n > whole(bounds[1]) {
			c.fail(path, "%s is outside %v", s, bounds)
		}
	}
}

func fits(v any, base string) bool {
	switch base {
	case "string_t":
		s, ok := v.(string)
		return ok && s != ""
	case "integer_t":
		n, err := strconv.ParseInt(number(v), 10, 64)
		return err == nil && n == int64(int32(n))
	case "long_t":
		_, err := strconv.ParseInt(number(v), 10, 64)
		return err == nil
	case "float_t":
		_, ok := v.(json.Number)
		return ok
	case "boolean_t":
		_, ok := v.(bool)
		return ok
	}
	return base == "json_t"
}

func number(v any) string { n, _ := v.(json.Number); return n.String() }
func asList(v any) []any  { l, _ := v.([]any); return l }
